package dev.willow.testkit.time;

import dev.willow.kit.waiting.Parking;
import dev.willow.kit.waiting.WaitingRoom;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts what goes on in a kit: calls that are being served and tasks that run. Who is parked (a call in line, a task that waits
/// for a call or for the clock) goes on only when something else does, or time; so when nobody is busy, nothing more happens by
/// itself.
///
/// Whoever wakes a parked one counts it as busy before it lets it go on. So there is no moment in between in which nobody would seem
/// busy. Only an interrupt wakes without a word, which is why the threads of parked tasks are looked at as well.
public final class Activity implements Parking {
    private static final long LOOK_AGAIN = TimeUnit.MICROSECONDS.toNanos(50);

    private final Set<Doing> underWay = new LinkedHashSet<>();
    private final ThreadLocal<Doing> ofThread = new ThreadLocal<>();
    private int busy;
    /// How often something began or woke up.
    private long beginnings;

    /// One call or task. Busy from its beginning to its end, but for where it is parked.
    public final class Doing {
        private final String name;
        private Thread thread;
        /// How often it was parked more than woken; below 0 for a moment if it is woken while it goes to sleep.
        private int parked;

        private Doing(String name) {
            this.name = name;
        }

        private void end() {
            synchronized (Activity.this) {
                underWay.remove(this);
                parked();
            }
        }

        /// It waits until somebody calls [#wake], or interrupts its thread.
        public void park() {
            synchronized (Activity.this) {
                parked++;
                parked();
            }
        }

        public void wake() {
            synchronized (Activity.this) {
                parked--;
                unparked();
            }
        }

        private boolean isWaking() {
            if (parked <= 0) return false;
            boolean isAsleep = switch (thread.getState()) {
                case WAITING, TIMED_WAITING -> true;
                case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
            };
            return !isAsleep || thread.isInterrupted();
        }

        /// Runs what is counted, on the calling thread.
        private void run(Runnable task) {
            synchronized (Activity.this) {
                thread = Thread.currentThread();
            }
            ofThread.set(this);
            try {
                task.run();
            } finally {
                ofThread.remove();
                end();
            }
        }

        /// Where it is, to the first line that is not of the platform.
        private Optional<String> place() {
            if (thread == null) return Optional.empty();
            return Stream.of(thread.getStackTrace())
                    .filter(frame -> frame.getModuleName() == null || !frame.getModuleName().startsWith("java."))
                    .findFirst()
                    .map(StackTraceElement::toString);
        }
    }

    /// Runs something on a thread of its own.
    public void start(String name, Runnable task) {
        start(name, Optional.empty(), task);
    }

    /// As the other one.
    ///
    /// @param waiting parked in the same moment, because it waits for this
    public void start(String name, Optional<Doing> waiting, Runnable task) {
        Doing doing = new Doing(name);
        synchronized (this) {
            underWay.add(doing);
            unparked();
            waiting.ifPresent(Doing::park);
        }
        Thread.ofVirtual().name(name).start(() -> doing.run(task));
    }

    /// What the calling thread runs of this; empty if the thread is somebody else's.
    public Optional<Doing> ofThisThread() {
        return Optional.ofNullable(ofThread.get());
    }

    @Override
    public synchronized void parked() {
        busy--;
        notifyAll();
    }

    @Override
    public synchronized void unparked() {
        busy++;
        beginnings++;
    }

    /// Waits until nobody is busy.
    ///
    /// @param end of [System#nanoTime]
    /// @return what [#wasCalmSince] is to be asked with
    /// @throws IllegalStateException if somebody still is; it says who
    public long awaitCalm(long end) throws InterruptedException {
        while (true) {
            synchronized (this) {
                while (busy > 0) {
                    long left = end - System.nanoTime();
                    if (left <= 0) throw notCalm();
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
                if (underWay.stream().noneMatch(Doing::isWaking)) return beginnings;
                if (System.nanoTime() - end >= 0) throw notCalm();
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /// Whether nobody has been busy since then.
    public synchronized boolean wasCalmSince(long calm) {
        return busy == 0 && beginnings == calm;
    }

    private IllegalStateException notCalm() {
        String who = underWay.stream()
                .filter(doing -> doing.parked <= 0)
                .map(doing -> doing.name + doing.place().map(place -> " (at " + place + ")").orElse(""))
                .filter(line -> !line.contains(WaitingRoom.class.getName()))
                .collect(Collectors.joining(", "));
        return new IllegalStateException("still under way: " + who
                + ". A handler that waits for what the kit does not know does so within WillowTestKit.notWaitedFor");
    }
}
