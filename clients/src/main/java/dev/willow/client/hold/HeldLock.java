package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A lock in hand. Closing it releases it.
public final class HeldLock implements Hold {
    private final LockerClient locker;
    private final Lock lock;
    private final HeldSession session;
    private final Alerts.Bell bell;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /// @param session that keeps it
    HeldLock(LockerClient locker, Lock lock, HeldSession session, Alerts.Bell bell) {
        this.locker = locker;
        this.lock = lock;
        this.session = session;
        this.bell = bell;
        session.add(bell);
        bell.ring(this);
    }

    /// The hold's id at Locker.
    public String id() {
        return lock.state().lockId();
    }

    @Override
    public KeyValues keyValues() {
        return lock.spec().definition().keyValues();
    }

    @Override
    public long fencingToken() {
        return lock.state().fencingToken();
    }

    @Override
    public boolean isHeld() {
        return !isClosed.get() && session.keeping().isHeld();
    }

    @Override
    public Duration remaining() {
        return isClosed.get() ? Duration.ZERO : session.keeping().remaining();
    }

    @Override
    public void ensureHeld() {
        if (isClosed.get()) throw new IllegalStateException("the lock " + keyValues() + " was given back");
        session.keeping().ensureHeld();
    }

    @Override
    public void close() {
        if (isClosed.getAndSet(true)) return;
        boolean wasHeld = session.keeping().isHeld();
        bell.close();
        session.remove(bell);
        if (!wasHeld) return;
        try {
            locker.release(lock.state().lockId(), session.id());
        } catch (ClientException away) {
            // It is over already, or runs out for want of heartbeats.
        }
    }
}
