package dev.willow.testkit.time;

import dev.willow.common.time.Ticker;
import dev.willow.engine.clock.EngineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/// The time of a kit: that of its engines, services and clients alike. It stands still until it is moved.
///
/// Alarms ring on the thread that moves it, in the order in which they fall due.
public final class KitClock implements EngineClock, Ticker {
    private final Instant start;
    private final Activity activity;
    private final PriorityQueue<Pending> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Pending::due).thenComparingLong(Pending::number));
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Course course;
    private long now;
    private long alarmsSet;

    public KitClock(Instant start, Activity activity) {
        this.start = start;
        this.activity = activity;
    }

    /// @param mover by which threads that are none of the kit's move the time for which they wait
    void movedBy(Course mover) {
        course = mover;
    }

    private record Pending(long due, long number, Runnable task) {}

    @Override
    public Instant wall() {
        return start.plusNanos(nanos());
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public void onMoved(Runnable listener) {
        listeners.add(listener);
    }

    /// What is due at once runs at once: nobody may come to move the clock by nothing.
    @Override
    public Alarm after(Duration delay, Runnable task) {
        if (!delay.isPositive()) {
            start("alarm", task);
            return () -> {};
        }
        return set(delay, task);
    }

    private synchronized Alarm set(Duration delay, Runnable task) {
        Pending pending = new Pending(Math.addExact(now, delay.toNanos()), alarmsSet++, task);
        alarms.add(pending);
        return () -> cancel(pending);
    }

    private synchronized void cancel(Pending pending) {
        alarms.remove(pending);
    }

    @Override
    public void start(String name, Runnable task) {
        activity.start(name, Part.SERVICES, task);
    }

    /// This clock as clients have it.
    public Ticker ofClients() {
        return new OfClients(this);
    }

    private record OfClients(KitClock clock) implements Ticker {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            return clock.after(delay, task);
        }

        @Override
        public void start(String name, Runnable task) {
            clock.activity.start(name, Part.CLIENTS, task);
        }

        @Override
        public void await(CompletableFuture<?> event, Duration longest) throws InterruptedException {
            clock.await(event, longest);
        }
    }

    /// A task of the kit is parked meanwhile. Any other thread moves the time that it waits for, such as a test's own thread in a call
    /// that is made again after a pause: nobody else might.
    @Override
    public void await(CompletableFuture<?> event, Duration longest) throws InterruptedException {
        Optional<Activity.Doing> counted = activity.ofThisThread();
        if (counted.isEmpty()) {
            course.advanceUntil(event, longest);
            return;
        }
        Activity.Doing task = counted.get();
        CompletableFuture<Void> over = new CompletableFuture<>();
        Alarm alarm = after(longest, () -> over.complete(null));
        CompletableFuture<?> awake = CompletableFuture.anyOf(event, over).handle((what, failed) -> {
            task.wake();
            return true;
        });
        task.park();
        try {
            awake.get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect);
        } finally {
            alarm.cancel();
            over.complete(null); // who is interrupted wakes too
        }
    }

    /// When the next alarm rings.
    synchronized Optional<Instant> nextAlarm() {
        return Optional.ofNullable(alarms.peek()).map(next -> start.plusNanos(next.due));
    }

    /// Moves time on, rings what is due, and has the engines look at the time.
    ///
    /// @param instant not before the present one
    void moveTo(Instant instant) {
        synchronized (this) {
            now = Math.max(now, Duration.between(start, instant).toNanos());
        }
        for (Optional<Pending> due = nextDue(); due.isPresent(); due = nextDue()) due.get().task.run();
        listeners.forEach(Runnable::run);
    }

    private synchronized Optional<Pending> nextDue() {
        if (alarms.isEmpty() || alarms.peek().due > now) return Optional.empty();
        return Optional.of(alarms.poll());
    }
}
