package dev.willow.client.hold;

import dev.willow.client.LockerClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ThreadLocalRandom;

/// A session of Locker that is kept, with the locks held under it: when it is lost, all of them are.
final class HeldSession implements Keeping.Watch {
    private final String id;
    private final Keeping keeping;
    private final boolean endsWithLastLock;
    private final Set<Alerts.Bell> bells = new CopyOnWriteArraySet<>();

    /// @param keptAt           the nanoseconds at which what opened or kept it was sent
    /// @param endsWithLastLock whether it was made for its locks, or opened by itself
    HeldSession(LockerClient locker, String id, Duration timeout, long keptAt, String what, boolean endsWithLastLock) {
        this.id = id;
        this.endsWithLastLock = endsWithLastLock;
        keeping = new Keeping(
                locker.ticker(), ThreadLocalRandom.current(), what, timeout, keptAt, new SessionHeart(locker, id), this);
    }

    HeldSession start() {
        keeping.start();
        return this;
    }

    String id() {
        return id;
    }

    Keeping keeping() {
        return keeping;
    }

    void add(Alerts.Bell bell) {
        bells.add(bell);
        if (keeping.isLost()) bell.lost();
    }

    void remove(Alerts.Bell bell) {
        bells.remove(bell);
        if (endsWithLastLock && bells.isEmpty()) keeping.ended();
    }

    @Override
    public void lost() {
        bells.forEach(Alerts.Bell::lost);
    }

    @Override
    public void superseded() {
        // only items are
    }
}
