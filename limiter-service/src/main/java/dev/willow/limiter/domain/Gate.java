package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Refusal.LockerUnreachable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets a command into the log when every group lock that it needs is held, and keeps those locks from being given back
/// until it is applied. Soft.
final class Gate {
    private final Outbox out;
    private final Map<RequestId, Passage> passages = new LinkedHashMap<>();
    private GroupLocks locks;

    Gate(Outbox out) {
        this.out = out;
    }

    void connect(GroupLocks to) {
        locks = to;
    }

    /// @param needed in the order in which they are taken
    void enter(RequestId by, List<KeyValues> needed, LimiterCommand command, Instant now) {
        if (needed.isEmpty()) {
            out.log(command);
            return;
        }
        Passage passage = new Passage(by, needed, command);
        passages.put(by, passage);
        advance(passage, now);
    }

    /// Runs something at once if these locks are held, and keeps them meanwhile.
    ///
    /// @return whether it ran; if not, no lock was asked for
    boolean ifHeld(List<KeyValues> needed, Instant now, Runnable passing) {
        List<GroupLock> pinned = new ArrayList<>(needed.size());
        for (KeyValues key : needed) {
            GroupLock lock = locks.pin(key, now);
            if (lock == null) break;
            pinned.add(lock);
        }
        boolean areHeld = pinned.size() == needed.size();
        if (areHeld) passing.run();
        locks.unpin(pinned);
        return areHeld;
    }

    boolean isEntered(RequestId by) {
        return passages.containsKey(by);
    }

    /// Whether commands are in the log for which locks were held, and that are not applied yet.
    boolean hasLogged() {
        for (Passage passage : passages.values()) if (passage.isLogged) return true;
        return false;
    }

    /// Takes the locks that are there, and asks for the first that is not.
    void advance(Passage passage, Instant now) {
        if (passages.get(passage.by()) != passage) return;
        while (!passage.hasAllLocks()) {
            KeyValues key = passage.nextNeeded();
            GroupLock lock = locks.pin(key, now);
            if (lock == null) {
                locks.want(key, passage, now);
                return;
            }
            passage.pinned.add(lock);
        }
        passage.isLogged = true;
        out.log(passage.command());
    }

    /// Its command was applied.
    void applied(RequestId by) {
        Passage passage = passages.remove(by);
        if (passage != null) locks.unpin(passage.pinned);
    }

    /// Its caller left.
    ///
    /// @return whether it was an addition that had not been logged yet; it is gone then, without an answer. (Whoever is there to be covered
    ///         may have its answer by now.)
    boolean leave(RequestId by) {
        Passage passage = passages.get(by);
        if (passage == null || passage.isLogged) return false;
        passages.remove(by);
        if (!passage.hasAllLocks()) locks.unwant(passage.nextNeeded(), passage);
        locks.unpin(passage.pinned);
        return passage.command() instanceof LimiterCommand.Add;
    }

    void refuse(Passage passage, String reason) {
        if (passages.get(passage.by()) != passage || passage.isLogged) return;
        passages.remove(passage.by());
        locks.unpin(passage.pinned);
        switch (passage.command()) {
            case LimiterCommand.Cover _ -> out.log(new LimiterCommand.Withdraw(passage.by(), Optional.of(reason)));
            default -> out.tell(new LimiterEvent.Refused(passage.by(), new LockerUnreachable(reason)));
        }
    }

    /// All locks are void. Those that are logged were compared in time; the others begin again, once.
    void lostAllLocks(String reason, boolean canTryAgain, Instant now) {
        List<Passage> waiting = new ArrayList<>();
        for (Passage passage : passages.values()) {
            passage.pinned.clear();
            if (!passage.isLogged) waiting.add(passage);
        }
        for (Passage passage : waiting) {
            if (canTryAgain && !passage.wasRestarted) {
                passage.wasRestarted = true;
                advance(passage, now);
            } else {
                refuse(passage, reason);
            }
        }
    }

    void clear() {
        passages.clear();
    }
}
