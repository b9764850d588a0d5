package dev.willow.client.hold;

import dev.willow.client.LockerClient;
import dev.willow.client.LostException;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes locks that keep themselves.
///
/// ```java
/// try (HeldLock lock = new Locks(locker).acquire(LockRequest.on(production), Duration.ofMinutes(5))) {
///     deploy(lock.fencingToken());
/// }
/// ```
///
/// @param locker stays open when the locks are closed
public record Locks(LockerClient locker) {

    /// Waits in line for a lock.
    ///
    /// @param patience how long to wait in line; zero asks once
    /// @throws NotGrantedException if it was not granted in that time; nothing is held
    public HeldLock acquire(LockRequest request, Duration patience) {
        long askedAt = locker.ticker().nanos();
        Lock lock = locker.acquire(request.spec(), patience);
        HeldSession session = keep(List.of(lock), askedAt);
        return new HeldLock(locker, lock, session, request.alerts().bell(locker.ticker()));
    }

    /// Waits in line for several locks at once and gets all of them or none. It holds none while it waits, so that
    /// callers cannot lock each other up.
    ///
    /// @param requests at least one
    /// @param patience how long to wait in line; zero asks once
    /// @throws NotGrantedException if they were not granted in that time; nothing is held
    public HeldLocks acquireTogether(List<LockRequest> requests, Duration patience) {
        long askedAt = locker.ticker().nanos();
        List<Lock> locks = locker.acquireTogether(requests.stream().map(LockRequest::spec).toList(), patience);
        HeldSession session = keep(locks, askedAt);
        List<HeldLock> held = new ArrayList<>();
        for (int i = 0; i < locks.size(); i++)
            held.add(new HeldLock(locker, locks.get(i), session, requests.get(i).alerts().bell(locker.ticker())));
        return new HeldLocks(held);
    }

    /// Opens a session for many locks.
    ///
    /// @param timeout how long its locks outlive a crash of this process
    /// @param owner   for people who look at them
    public LockSession open(Duration timeout, String owner) {
        long askedAt = locker.ticker().nanos();
        Session opened = locker.openSession(new OpenSessionRequest(Optional.of(timeout), Optional.of(owner)));
        String what = "the session of " + owner;
        HeldSession session = new HeldSession(locker, opened.sessionId(), opened.timeout(), askedAt, what, false);
        return new LockSession(locker, session.start());
    }

    private HeldSession keep(List<Lock> locks, long askedAt) {
        Lock first = locks.getFirst();
        String what = "the lock " + first.spec().definition().keyValues();
        Duration timeout = first.spec().properties().timeout().orElse(first.state().timeTillExpire());
        String session = first.state().sessionId();
        long keptAt = confirmed(session, what, timeout, askedAt);
        return new HeldSession(locker, session, timeout, keptAt, what, true).start();
    }

    /// Until when a lock is held counts from when it was asked for, which was before it was granted. After a long wait in line that says too
    /// little, so a heartbeat is sent whose moment is known.
    private long confirmed(String session, String what, Duration timeout, long askedAt) {
        long now = locker.ticker().nanos();
        if (now - askedAt < timeout.toNanos() / 4) return askedAt;
        try {
            locker.heartbeatSession(session);
            return now;
        } catch (RejectedException gone) {
            throw new LostException(what + " was lost before it could be used: " + gone.getMessage(), gone, gone.requestId());
        }
    }
}
