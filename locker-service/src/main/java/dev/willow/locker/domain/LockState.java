package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import dev.willow.locker.domain.LockCommand.Acquire;
import dev.willow.locker.domain.LockCommand.CloseSession;
import dev.willow.locker.domain.LockCommand.Expire;
import dev.willow.locker.domain.LockCommand.GiveUp;
import dev.willow.locker.domain.LockCommand.OpenSession;
import dev.willow.locker.domain.LockCommand.Release;
import dev.willow.locker.domain.LockEvent.Expired;
import dev.willow.locker.domain.LockEvent.Granted;
import dev.willow.locker.domain.LockEvent.Queued;
import dev.willow.locker.domain.LockEvent.Refused;
import dev.willow.locker.domain.LockEvent.Released;
import dev.willow.locker.domain.LockEvent.SessionClosed;
import dev.willow.locker.domain.LockEvent.SessionOpened;
import dev.willow.locker.domain.LockEvent.Withdrawn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Carries out one command: the hard half of [LockTable]. Whatever frees a lock serves the next in line in the same
/// step, so a lock never stands free while its next waiter could have it.
final class LockState {
    /// Holds cleared away with each command, beyond as many as it may add: so what is left behind grows less on every node.
    private static final int CLEARED_IN_PASSING = 16;

    private final Locks locks;
    private final Holds holds;
    private final Sessions sessions;
    private final Watches watches;
    private final Refusals refusals;
    private final Endings endings;

    LockState(Locks locks, Holds holds, Sessions sessions, Watches watches, Refusals refusals, Endings endings) {
        this.locks = locks;
        this.holds = holds;
        this.sessions = sessions;
        this.watches = watches;
        this.refusals = refusals;
        this.endings = endings;
    }

    List<LockEvent> apply(LockCommand command, Instant now) {
        Optional<Refused> refused = refusals.of(command);
        if (refused.isPresent()) return List.of(refused.get());
        List<LockEvent> events = carryOut(command, now);
        endings.clearAway(switch (command) {
            case Acquire(var _, var wants, var _, var _) -> wants.size() + CLEARED_IN_PASSING;
            case Release _, OpenSession _, GiveUp _ -> CLEARED_IN_PASSING;
            case CloseSession _, Expire _ -> Integer.MAX_VALUE;
        });
        return events;
    }

    private List<LockEvent> carryOut(LockCommand command, Instant now) {
        return switch (command) {
            case Acquire acquire -> grantOrQueue(acquire, now);
            case Release(var request, var lock, var session) -> release(request, holds.find(lock), now);
            case OpenSession(var request, var id, var timeout, var owner) -> {
                Session session = new Session(id, timeout, owner, Session.Kind.OPENED);
                sessions.begin(session, now);
                yield List.of(new SessionOpened(request, session));
            }
            case CloseSession(var request, var id) -> close(request, sessions.find(id), now);
            case Expire(var due) -> expire(due, now);
            case GiveUp(var request) -> forget(request, now);
        };
    }

    private List<LockEvent> grantOrQueue(Acquire acquire, Instant now) {
        Waiter asker = new Waiter(acquire.id(), acquire.wants(), acquire.tenure());
        if (locks.obstacle(acquire.wants()).isEmpty()) return List.of(grant(asker, now));
        touchHolders(asker.wants());
        locks.joinLines(asker);
        if (asker.tenure() instanceof Tenure.Joined(var session)) sessions.find(session).addWaiting(asker.request());
        return List.of(new Queued(asker.request()));
    }

    private Granted grant(Waiter asker, Instant now) {
        LiveSession session = switch (asker.tenure()) {
            case Tenure.Joined(var id) -> sessions.find(id);
            case Tenure.Own(var id, var timeout) ->
                    sessions.begin(new Session(id, timeout, Optional.empty(), Session.Kind.OF_ITS_HOLDS), now);
        };
        session.removeWaiting(asker.request());
        List<HeldLock> granted = new ArrayList<>(asker.wants().size());
        for (Want want : asker.wants()) {
            Hold hold = holds.add(want, session.terms);
            locks.hold(hold);
            session.holds.add(hold.id());
            granted.add(describe(hold, session.terms));
        }
        watches.touch(session.terms.id()); // others may be in line behind it already
        return new Granted(asker.request(), granted);
    }

    private List<LockEvent> release(RequestId request, Hold hold, Instant now) {
        List<LockEvent> events = new ArrayList<>(2);
        events.add(new Released(request, hold.id()));
        LiveSession session = sessions.find(hold.session());
        holds.remove(hold.id());
        session.holds.remove(hold.id());
        if (session.isOver()) endings.end(session);
        serve(List.of(locks.free(hold)), now, events);
        return events;
    }

    private List<LockEvent> close(RequestId request, LiveSession session, Instant now) {
        List<LockEvent> events = new ArrayList<>();
        events.add(new SessionClosed(request, session.terms.id()));
        serve(endings.end(List.of(session), events), now, events);
        return events;
    }

    private List<LockEvent> expire(List<SessionId> due, Instant now) {
        List<LockEvent> events = new ArrayList<>();
        List<LiveSession> over = new ArrayList<>(due.size());
        for (SessionId id : due) {
            LiveSession session = sessions.find(id);
            if (session == null) continue; // released or closed between the naming and now
            events.add(new Expired(id, List.copyOf(session.holds)));
            over.add(session);
        }
        serve(endings.end(over, events), now, events);
        return events;
    }

    private List<LockEvent> forget(RequestId request, Instant now) {
        Waiter waiter = locks.findWaiter(request);
        if (waiter == null) return List.of();
        List<LockEvent> events = new ArrayList<>();
        events.add(new Withdrawn(request, refusals.notGranted(waiter.wants())));
        if (waiter.tenure() instanceof Tenure.Joined(var session)) sessions.find(session).removeWaiting(request);
        SequencedSet<Lock> left = new LinkedHashSet<>();
        locks.leaveLines(waiter, left::add);
        serve(left, now, events); // it may have held back others
        return events;
    }

    private void serve(Collection<Lock> changed, Instant now, List<LockEvent> events) {
        locks.serve(changed, next -> events.add(grant(next, now)));
    }

    /// Somebody is about to join the line behind these holders.
    private void touchHolders(List<Want> wanted) {
        if (watches.isEmpty()) return;
        for (Want want : wanted) {
            Lock lock = locks.find(want.keys());
            if (lock == null || lock.isSurelyWantedByTwo()) continue; // nobody, or they have heard of it already
            for (Hold holder : lock.holders()) watches.touch(holder.session());
        }
    }

    /// All who wait are gone.
    void clearLines() {
        for (Waiter waiter : locks.waiters())
            if (waiter.tenure() instanceof Tenure.Joined(var session))
                sessions.find(session).removeWaiting(waiter.request());
        locks.clearLines();
    }

    HeldLock describe(Hold hold, Session session) {
        return new HeldLock(hold, session.timeout(), locks.find(hold.keys()).heldOrWaiting());
    }

    /// Takes up a picture. Nothing may be here yet.
    void restore(LockPicture picture) {
        picture.sessions().forEach(sessions::restore);
        holds.restore(picture.lastToken(), picture.holds());
        for (Hold hold : picture.holds()) {
            locks.hold(hold);
            sessions.find(hold.session()).holds.add(hold.id());
        }
        for (Waiter waiter : picture.waiters()) {
            locks.joinLines(waiter);
            if (waiter.tenure() instanceof Tenure.Joined(var session)) sessions.find(session).addWaiting(waiter.request());
        }
    }
}
