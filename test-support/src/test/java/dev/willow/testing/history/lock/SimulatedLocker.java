package dev.willow.testing.history.lock;

import dev.willow.testing.history.lock.LockerAnswer.Grant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A lock service in memory that is told what time it is, and can have one [Bug]. Written without a look at the model: who
/// comes waits in one line for everything, and is served as soon as nobody before them wants the same.
final class SimulatedLocker {
    private final Bug bug;
    private final Map<String, Hold> holds = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private List<Hold> releasedLately = new ArrayList<>();
    private final List<Waiter> line = new ArrayList<>();
    private long lastToken;
    private int ids;
    int expired;

    SimulatedLocker(Bug bug) {
        this.bug = bug;
    }

    private record Hold(String id, String lock, Claim claim, String session) {}

    private static final class Session {
        long timeout;
        long deadline;
        boolean opened;
    }

    private record Waiter(LockerCall.Acquire call, Consumer<LockerAnswer> answer) {}

    void acquire(LockerCall.Acquire call, long now, Consumer<LockerAnswer> answer) {
        if (call.session().isPresent() && !sessions.containsKey(call.session().get())) {
            if (bug != Bug.JOINED_TO_A_SESSION_THAT_IS_OVER) {
                answer.accept(LockerAnswer.NOT_THERE);
                return;
            }
            session(call.session().get(), call.timeout().toNanos(), now, true);
        }
        Waiter waiter = new Waiter(call, answer);
        line.add(waiter);
        serve(now);
        if (!call.waits()) giveUp(call, now);
    }

    void giveUp(LockerCall.Acquire call, long now) {
        for (Waiter waiter : List.copyOf(line)) {
            if (waiter.call != call) continue;
            line.remove(waiter);
            waiter.answer.accept(LockerAnswer.NOT_GRANTED);
            serve(now);
        }
    }

    LockerAnswer perform(LockerCall call, long now) {
        return switch (call) {
            case LockerCall.OpenSession(var timeout) -> {
                String id = "s" + ++ids;
                session(id, timeout.toNanos(), now, true);
                yield new LockerAnswer.Opened(id);
            }
            case LockerCall.KeepLock(var id, var named) -> keepLock(id, named, now);
            case LockerCall.KeepSession(var id) -> keep(id, now) ? LockerAnswer.DONE : LockerAnswer.NOT_THERE;
            case LockerCall.Release(var id, var named) -> release(id, named, now);
            case LockerCall.CloseSession(var id) -> {
                if (sessions.remove(id) == null) yield LockerAnswer.NOT_THERE;
                if (bug == Bug.HELD_AFTER_ITS_SESSION_CLOSED) session(id, (long) 1e15, now, true);
                else end(id, now);
                serve(now);
                yield LockerAnswer.DONE;
            }
            case LockerCall.Acquire _, LockerCall.Restart _ -> throw new IllegalArgumentException(call.toString());
        };
    }

    private LockerAnswer keepLock(String id, String named, long now) {
        Hold hold = holds.get(id);
        if (hold == null)
            return bug == Bug.KEPT_AFTER_ITS_EXPIRY && ended.containsKey(id) ? LockerAnswer.DONE : LockerAnswer.NOT_THERE;
        if (!hold.session.equals(named) && bug != Bug.KEPT_BY_ANOTHER_SESSION) return LockerAnswer.WRONG_SESSION;
        keep(hold.session, now);
        return LockerAnswer.DONE;
    }

    private boolean keep(String id, long now) {
        Session session = sessions.get(id);
        if (session == null) return false;
        if (bug != Bug.EXPIRED_IN_SPITE_OF_A_HEARTBEAT) session.deadline = now + session.timeout;
        return true;
    }

    private LockerAnswer release(String id, String named, long now) {
        Hold hold = holds.get(id);
        if (hold == null)
            return bug == Bug.RELEASED_TWICE && ended.containsKey(id) ? LockerAnswer.DONE : LockerAnswer.NOT_THERE;
        if (!hold.session.equals(named) && bug != Bug.RELEASED_BY_ANOTHER_SESSION) return LockerAnswer.WRONG_SESSION;
        if (bug == Bug.HELD_AFTER_ITS_RELEASE) return LockerAnswer.DONE;
        holds.remove(id);
        releasedLately.add(hold);
        Session session = sessions.get(hold.session);
        if (!session.opened && holds.values().stream().noneMatch(each -> each.session.equals(hold.session))) sessions.remove(hold.session);
        serve(now);
        return LockerAnswer.DONE;
    }

    /// Expires what is due.
    void tick(long now) {
        for (String id : List.copyOf(sessions.keySet())) {
            if (sessions.get(id).deadline > now) continue;
            expired++;
            sessions.remove(id);
            end(id, now);
        }
        serve(now);
    }

    /// When next something is due; `Long.MAX_VALUE` if nothing is.
    long nextDeadline() {
        return sessions.values().stream().mapToLong(session -> session.deadline).min().orElse(Long.MAX_VALUE);
    }

    void restart(long now) {
        line.clear();
        if (bug == Bug.FORGOTTEN_BY_A_RESTART) holds.clear();
        if (bug == Bug.TOKENS_BEGIN_ANEW_AFTER_A_RESTART) lastToken = 0;
        if (bug == Bug.RELEASES_FORGOTTEN_BY_A_RESTART)
            for (Hold hold : releasedLately) {
                holds.put(hold.id, hold);
                if (!sessions.containsKey(hold.session)) session(hold.session, (long) 1e9, now, false);
            }
        releasedLately = new ArrayList<>();
        for (Session session : sessions.values())
            session.deadline = bug == Bug.NEVER_EXPIRED ? Long.MAX_VALUE : now + (bug == Bug.EXPIRED_EARLY_AFTER_A_RESTART ? session.timeout / 4 : session.timeout);
    }

    private void session(String id, long timeout, long now, boolean opened) {
        Session session = new Session();
        session.timeout = timeout;
        session.deadline = bug == Bug.NEVER_EXPIRED ? Long.MAX_VALUE : now + (bug == Bug.EXPIRED_EARLY ? timeout / 2 : timeout);
        session.opened = opened;
        sessions.put(id, session);
    }

    private void end(String session, long now) {
        for (Hold hold : List.copyOf(holds.values()))
            if (hold.session.equals(session)) {
                holds.remove(hold.id);
                ended.put(hold.id, now);
            }
        for (Waiter waiter : List.copyOf(line))
            if (waiter.call.session().filter(session::equals).isPresent()) {
                line.remove(waiter);
                waiter.answer.accept(LockerAnswer.NOT_THERE);
            }
    }

    private void serve(long now) {
        Set<String> wantedBefore = new HashSet<>();
        for (Waiter waiter : List.copyOf(line)) {
            boolean isFirst = waiter.call.locks().stream().noneMatch(wanted -> wantedBefore.contains(wanted.lock()));
            if (isFirst && hasRoom(waiter.call)) {
                line.remove(waiter);
                grant(waiter, now);
            } else {
                waiter.call.locks().forEach(wanted -> wantedBefore.add(wanted.lock()));
            }
        }
    }

    private boolean hasRoom(LockerCall.Acquire call) {
        if (bug == Bug.HALF_OF_TOGETHER_TAKEN_FROM_ITS_HOLDER && call.locks().size() > 1) return hasRoom(call.locks().getFirst());
        return call.locks().stream().allMatch(this::hasRoom);
    }

    private boolean hasRoom(LockerCall.Wanted wanted) {
        List<Hold> holders = holds.values().stream().filter(hold -> hold.lock.equals(wanted.lock())).toList();
        if (wanted.claim().places() > 1)
            return holders.size() < wanted.claim().places() + (bug == Bug.ONE_PLACE_TOO_MANY ? 1 : 0);
        if (bug == Bug.GRANTED_ALTHOUGH_HELD && lastToken % 10 == 0) return true;
        if (bug == Bug.SHARED_BESIDE_EXCLUSIVE && wanted.claim().shared()) return true;
        return holders.isEmpty() || wanted.claim().shared() && holders.getFirst().claim.shared();
    }

    private void grant(Waiter waiter, long now) {
        String session = waiter.call.session().orElse("s" + ++ids);
        if (waiter.call.session().isEmpty()) session(session, waiter.call.timeout().toNanos(), now, false);
        List<Grant> grants = new ArrayList<>();
        for (LockerCall.Wanted wanted : waiter.call.locks()) {
            Hold hold = new Hold("h" + ++ids, wanted.lock(), wanted.claim(), session);
            holds.put(hold.id, hold);
            if (bug != Bug.TOKEN_USED_TWICE || lastToken % 10 != 0 || ids % 2 == 0) lastToken++;
            grants.add(new Grant(hold.id, session, lastToken));
        }
        waiter.answer.accept(new LockerAnswer.Granted(grants));
    }
}
