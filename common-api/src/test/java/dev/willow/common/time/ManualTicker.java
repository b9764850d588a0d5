package dev.willow.common.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A clock that stands still until the test moves it. Alarms ring on the thread that moves it, one after another.
public final class ManualTicker implements Ticker {
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final List<Pending> alarms = new ArrayList<>();
    private final Executor background;
    private long now;
    private long changes;

    private record Pending(long due, Runnable task) {}

    public ManualTicker() {
        this(Thread::startVirtualThread);
    }

    /// @param background runs what is started, when the test wants it
    public ManualTicker(Executor background) {
        this.background = background;
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Pending pending = new Pending(now + delay.toNanos(), task);
        alarms.add(pending);
        changed();
        return () -> cancel(pending);
    }

    @Override
    public void start(String name, Runnable task) {
        background.execute(task);
    }

    private synchronized void cancel(Pending pending) {
        alarms.removeIf(alarm -> alarm == pending);
        changed();
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    /// Moves the clock and rings what falls due on the way, each at its own moment.
    public void advance(Duration by) {
        long target = nanos() + by.toNanos();
        for (Optional<Pending> due = nextUpTo(target); due.isPresent(); due = nextUpTo(target)) due.get().task().run();
        synchronized (this) {
            now = target;
        }
    }

    private synchronized Optional<Pending> nextUpTo(long target) {
        Optional<Pending> next = alarms.stream().min(Comparator.comparingLong(Pending::due)).filter(it -> it.due() <= target);
        next.ifPresent(it -> {
            alarms.remove(it);
            now = Math.max(now, it.due());
        });
        return next;
    }

    /// How many are set.
    public synchronized int alarms() {
        return alarms.size();
    }

    /// Waits until something holds that comes about with the setting or cancelling of alarms.
    public void await(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        for (long seen = changesSoFar(); !holds.getAsBoolean(); seen = changesSoFar()) {
            synchronized (this) {
                while (changes == seen) {
                    long left = end - System.nanoTime();
                    if (left <= 0) throw new AssertionError(what + ": it did not come about");
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        }
    }

    private synchronized long changesSoFar() {
        return changes;
    }

    /// Waits until so many alarms are set, and says how long it is until the first rings.
    public synchronized Duration awaitAlarms(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (alarms.size() != count) {
            long left = end - System.nanoTime();
            if (left <= 0) throw new AssertionError("expected " + count + " alarms, there are " + alarms.size());
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Duration.ofNanos(alarms.stream().mapToLong(Pending::due).min().orElse(now) - now);
    }
}
