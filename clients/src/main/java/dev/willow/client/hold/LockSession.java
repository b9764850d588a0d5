package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.client.LostException;
import dev.willow.common.api.locker.Lock;
import java.time.Duration;
import java.util.List;

/// A session at Locker under which many locks are kept by one heartbeat. Closing it releases them all.
public final class LockSession implements AutoCloseable {
    private final LockerClient locker;
    private final HeldSession session;

    LockSession(LockerClient locker, HeldSession session) {
        this.locker = locker;
        this.session = session;
    }

    public String id() {
        return session.id();
    }

    /// Waits in line for a lock that lasts as long as this session; a time-out in the request is of no effect.
    ///
    /// @param patience how long to wait in line; zero asks once
    /// @throws dev.willow.client.NotGrantedException if it was not granted in that time
    /// @throws LostException                         if this session was lost
    public HeldLock acquire(LockRequest request, Duration patience) {
        session.keeping().ensureHeld();
        Lock lock = locker.acquire(request.in(session.id()).spec(), patience);
        return new HeldLock(locker, lock, session, request.alerts().bell(locker.ticker()));
    }

    /// Waits until others wait for locks of this session.
    ///
    /// @param patience how long to wait; zero asks once
    /// @return ids of [HeldLock]s; empty when the time passed without any
    public List<String> contended(Duration patience) {
        session.keeping().ensureHeld();
        return locker.contended(session.id(), patience);
    }

    /// What is left until all is lost, unless another heartbeat is accepted; zero if it is over.
    public Duration remaining() {
        return session.keeping().remaining();
    }

    /// @throws LostException         if it was lost
    /// @throws IllegalStateException if it was closed
    public void ensureHeld() {
        session.keeping().ensureHeld();
    }

    @Override
    public void close() {
        boolean wasHeld = session.keeping().isHeld();
        session.keeping().ended();
        if (!wasHeld) return;
        try {
            locker.closeSession(session.id());
        } catch (ClientException away) {
            // It is over already, or runs out for want of heartbeats.
        }
    }
}
