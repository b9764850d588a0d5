package dev.willow.engine.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A clock that stands still until a test moves it. Engines notice at once.
public final class ManualClock implements EngineClock {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Instant wall;
    private long nanos;

    public ManualClock(Instant start) {
        this.wall = start;
    }

    /// Lets time pass on both clocks.
    public void advance(Duration by) {
        if (by.isNegative()) throw new IllegalArgumentException("time does not go back; only the wall clock jumps");
        synchronized (this) {
            wall = wall.plus(by);
            nanos += by.toNanos();
        }
        listeners.forEach(Runnable::run);
    }

    /// Sets the wall clock, forwards or back, while no time passes.
    public void jumpTo(Instant instant) {
        synchronized (this) {
            wall = instant;
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public void onMoved(Runnable listener) {
        listeners.add(listener);
    }
}
