package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.GroupLock.State;
import dev.willow.limiter.domain.LimiterEvent.AcquireLock;
import dev.willow.limiter.domain.LimiterEvent.ReleaseLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The group locks that we hold through Locker. Soft: after a restart there are none.
///
/// ```
/// wanted ──► asked ──► held ──► leaving ──► gone, or wanted again
///                        │         ▲
///                        └─────────┘ others want it, or it was idle; and nobody pins it
/// ```
///
/// A lock is kept while nobody else wants it. It is pinned only by a passage that holds every lock before it; any other
/// is given back at once when others want it. So two Limiters on one Locker cannot hold each other up for ever.
/// Additions in line rely on their locks without pinning them: before such a lock goes, [LimiterCommand.Uncover] is
/// logged, and from then on they are not granted.
final class GroupLocks {
    private final Outbox out;
    private final Gate gate;
    private final LockSession session;
    private final LockSettings settings;
    private final WaitingLine line;

    /// Those used longest ago come first.
    private final LinkedHashMap<KeyValues, GroupLock> locks = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, GroupLock> byLockId = new HashMap<>();
    private final LockWatch watch;
    private Instant unusedSince = Instant.MIN;

    /// Why Locker gave no session when it was last asked, or did not answer under the last one; null if all was well.
    private String trouble;

    GroupLocks(Outbox out, Gate gate, LockSession session, LockSettings settings, WaitingLine line) {
        this.out = out;
        this.gate = gate;
        this.session = session;
        this.settings = settings;
        this.line = line;
        this.watch = new LockWatch(out, session);
    }

    /// Asks that a lock stay; null if it is not held or has to go.
    GroupLock pin(KeyValues key, Instant now) {
        GroupLock lock = locks.get(key);
        if (lock == null || !lock.canBePinned()) return null;
        lock.pins++;
        lock.usedAt = now;
        return lock;
    }

    void unpin(Collection<GroupLock> pinned) {
        for (GroupLock lock : pinned) {
            lock.pins--;
            if (lock.contended) giveBackIfFree(lock);
        }
    }

    void want(KeyValues key, Passage passage, Instant now) {
        GroupLock lock = locks.computeIfAbsent(key, _ -> new GroupLock(key, now));
        lock.want(passage);
        if (lock.state == State.WANTED) ask(lock, now);
    }

    void unwant(KeyValues key, Passage passage) {
        GroupLock lock = locks.get(key);
        if (lock != null) lock.forget(passage);
    }

    /// Stops believing in a session whose time is over. To be called before anything that relies on locks.
    void check(Instant now) {
        if (!session.isOver(now)) return;
        session.close();
        voidAll("the session with Locker was not kept alive", true, now);
    }

    void hear(LockNews news, Instant now) {
        switch (news) {
            case LockNews.SessionOpened opened -> opened(opened, now);
            case LockNews.SessionNotOpened(long attempt, String reason) -> {
                if (!session.expects(attempt)) return;
                session.failedToOpen();
                trouble = reason;
                voidAll(reason, false, now);
            }
            case LockNews.BeatAccepted(String of, long beat) -> { if (session.is(of)) session.beatAccepted(beat); }
            case LockNews.BeatFailed(String of, String reason) -> { if (session.is(of)) abandon(reason, now); }
            case LockNews.SessionLost(String of) -> {
                if (!session.is(of)) return;
                session.lost();
                voidAll("the session with Locker was lost", true, now);
            }
            case LockNews.CallFailed(String of, String reason) -> { if (session.is(of)) abandon(reason, now); }
            case LockNews.LockGranted(String of, KeyValues key, String lockId) -> {
                if (session.is(of)) granted(locks.get(key), lockId, now);
            }
            case LockNews.LockNotGranted(String of, KeyValues key, String reason) -> {
                if (!session.is(of)) return;
                for (Passage passage : locks.remove(key).takeWanting()) gate.refuse(passage, reason);
            }
            case LockNews.LockReleased(String of, KeyValues key) -> { if (session.is(of)) released(locks.get(key), now); }
            case LockNews.Contended(String of, List<String> lockIds) -> { if (session.is(of)) contended(lockIds, now); }
            case LockNews.WatchFailed(String of) -> {
                if (!session.is(of)) return;
                session.beat(now); // the connection broke: is Locker still there?
                watch.askLater(now);
            }
        }
    }

    void tick(Instant now) {
        check(now);
        session.beatIfDue(now);
        watch.askIfDue(now);
        giveBackIdle(now);
    }

    /// The additions in line no longer rely on these locks.
    void uncovered(Collection<KeyValues> keys) {
        for (KeyValues key : keys) {
            GroupLock lock = locks.get(key);
            if (lock == null || !lock.uncovering) continue;
            lock.uncovering = false;
            giveBackIfFree(lock);
        }
    }

    void restart(Optional<String> formerSession) {
        locks.clear();
        byLockId.clear();
        watch.clear();
        trouble = null;
        session.restart(formerSession);
    }

    /// Why no locks are to be had, as far as is known without asking Locker.
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /// How many we hold, those included that are being given back.
    int held() {
        return byLockId.size();
    }

    Optional<Instant> nextDeadline() {
        Instant next = session.nextDeadline().orElse(null);
        if (watch.due() != null && (next == null || watch.due().isBefore(next))) next = watch.due();
        if (session.isOpen()) {
            Instant idle = (locks.isEmpty() ? unusedSince : locks.firstEntry().getValue().usedAt).plus(settings.idle());
            if (idle.isBefore(next)) next = idle;
        }
        return Optional.ofNullable(next);
    }

    private void ask(GroupLock lock, Instant now) {
        if (!session.isOpen()) {
            session.open(lock.firstWanting().by(), now);
            return;
        }
        lock.state = State.ASKED;
        out.tell(new AcquireLock(session.id(), lock.key(), lock.firstWanting().by()));
    }

    private void opened(LockNews.SessionOpened news, Instant now) {
        if (!session.expects(news.attempt())) {
            out.tell(new LimiterEvent.CloseSession(news.session()));
            return;
        }
        session.opened(news);
        trouble = null;
        check(now);
        if (!session.isOpen()) return;
        unusedSince = now;
        watch.ask();
        locks.values().removeIf(lock -> !lock.isWanted());
        for (GroupLock lock : List.copyOf(locks.values())) ask(lock, now);
    }

    private void granted(GroupLock lock, String lockId, Instant now) {
        lock.state = State.HELD;
        lock.lockId = lockId;
        lock.usedAt = now;
        byLockId.put(lockId, lock);
        for (Passage passage : lock.takeWanting()) gate.advance(passage, now);
    }

    private void released(GroupLock lock, Instant now) {
        byLockId.remove(lock.lockId);
        if (lock.isWanted()) {
            lock.state = State.WANTED;
            lock.contended = false;
            ask(lock, now);
        } else {
            locks.remove(lock.key());
            unusedSince = now;
        }
        watch.released(lock);
    }

    private void contended(List<String> lockIds, Instant now) {
        for (String lockId : lockIds) {
            GroupLock lock = byLockId.get(lockId);
            if (lock == null || lock.state != State.HELD) continue;
            lock.contended = true;
            watch.contended(lock);
            giveBackIfFree(lock);
        }
        watch.heard(now);
    }

    private void giveBackIfFree(GroupLock lock) {
        if (lock.state != State.HELD || lock.pins > 0 || locks.get(lock.key()) != lock) return;
        if (line.reliesOn(lock.key())) {
            if (lock.uncovering) return;
            lock.uncovering = true;
            out.log(new LimiterCommand.Uncover(List.of(lock.key())));
            return;
        }
        lock.state = State.LEAVING;
        out.tell(new ReleaseLock(session.id(), lock.key(), lock.lockId));
    }

    private void giveBackIdle(Instant now) {
        if (!session.isOpen()) return;
        Instant unused = now.minus(settings.idle());
        while (!locks.isEmpty() && !locks.firstEntry().getValue().usedAt.isAfter(unused)) {
            GroupLock lock = locks.get(locks.firstEntry().getKey()); // moves it behind the others
            lock.usedAt = now;
            if (!line.reliesOn(lock.key())) giveBackIfFree(lock);
        }
        if (locks.isEmpty() && !unusedSince.isAfter(unused)) {
            session.close();
            watch.clear();
        }
    }

    /// While Locker cannot be reached nothing is compared, even under locks that would still be good for a while.
    private void abandon(String reason, Instant now) {
        session.close();
        trouble = reason;
        voidAll(reason, false, now);
    }

    private void voidAll(String reason, boolean canTryAgain, Instant now) {
        locks.clear();
        byLockId.clear();
        watch.clear();
        if (line.reliesOnAnyLock() || gate.hasLogged()) out.log(new LimiterCommand.Uncover(List.of()));
        gate.lostAllLocks(reason, canTryAgain, now);
    }
}
