package dev.willow.locker.domain;

import dev.willow.engine.RequestId;
import dev.willow.locker.domain.LockCommand.Acquire;
import dev.willow.locker.domain.LockCommand.CloseSession;
import dev.willow.locker.domain.LockCommand.Expire;
import dev.willow.locker.domain.LockCommand.GiveUp;
import dev.willow.locker.domain.LockCommand.OpenSession;
import dev.willow.locker.domain.LockCommand.Release;
import dev.willow.locker.domain.LockEvent.Refused;
import java.util.List;
import java.util.Optional;

/// What stands against a command, as things are. Changes nothing.
final class Refusals {
    private final Locks locks;
    private final Holds holds;
    private final Sessions sessions;

    Refusals(Locks locks, Holds holds, Sessions sessions) {
        this.locks = locks;
        this.holds = holds;
        this.sessions = sessions;
    }

    Optional<Refused> of(LockCommand command) {
        return switch (command) {
            case Acquire acquire -> ofAcquire(acquire).map(refusal -> new Refused(acquire.id(), refusal));
            case Release release -> ofRelease(release).map(refusal -> new Refused(release.id(), refusal));
            case CloseSession(RequestId request, SessionId id) -> sessions.find(id) != null
                    ? Optional.empty()
                    : Optional.of(new Refused(request, new Refusal.NoSuchSession(id)));
            case OpenSession _, Expire _, GiveUp _ -> Optional.empty();
        };
    }

    private Optional<Refusal> ofAcquire(Acquire acquire) {
        if (acquire.tenure() instanceof Tenure.Joined(var id)) {
            LiveSession session = sessions.find(id);
            if (session == null || !session.isOpened()) return Optional.of(new Refusal.NoSuchSession(id));
        }
        for (Want want : acquire.wants()) {
            Lock lock = locks.find(want.keys());
            if (lock != null && lock.maxHolders != want.claim().maxHolders())
                return Optional.of(new Refusal.OtherMaxHolders(lock.keys, lock.maxHolders));
        }
        return switch (acquire.patience()) {
            case Patience.None() -> locks.obstacle(acquire.wants()).map(Refusals::notGranted);
            case Patience.InLine(int maxWaiters) -> ofLine(acquire.wants(), maxWaiters);
        };
    }

    private Optional<Refusal> ofLine(List<Want> wants, int maxWaiters) {
        if (locks.obstacle(wants).isEmpty()) return Optional.empty();
        for (Want want : wants) {
            Lock lock = locks.find(want.keys());
            if (lock != null && lock.waiting() >= maxWaiters)
                return Optional.of(new Refusal.LineFull(lock.keys, maxWaiters));
        }
        return Optional.empty();
    }

    private Optional<Refusal> ofRelease(Release release) {
        Hold hold = holds.find(release.lock());
        if (hold == null) return Optional.of(new Refusal.NoSuchLock(release.lock()));
        if (!hold.session().equals(release.session())) return Optional.of(new Refusal.WrongSession(release.lock()));
        return Optional.empty();
    }

    /// Why somebody who waits for these locks does not have them.
    Refusal notGranted(List<Want> wants) {
        for (Want want : wants) {
            Lock lock = locks.find(want.keys());
            if (!lock.hasRoomFor(want.claim())) return notGranted(lock);
        }
        return notGranted(locks.find(wants.getFirst().keys())); // room everywhere, but others are first
    }

    private static Refusal notGranted(Lock lock) {
        return new Refusal.NotGranted(lock.keys, lock.oldestHolder().map(Refusals::nameOf));
    }

    private static String nameOf(Hold holder) {
        return holder.owner().orElse(holder.session().value());
    }
}
