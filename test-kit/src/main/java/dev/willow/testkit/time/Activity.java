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
    private final Tally all = new Tally();
    private final Tally services = new Tally();

    /// How many are busy, and how often one began or woke up.
    private static final class Tally {
        private int busy;
        private long beginnings;

        void begin() {
            busy++;
            beginnings++;
        }
    }

    /// One call or task. Busy from its beginning to its end, but for where it is parked.
    public final class Doing {
        private final String name;
        private final Part part;
        private Thread thread;
        /// How often it was parked more than woken; below 0 for a moment if it is woken while it goes to sleep.
        private int parked;

        private Doing(String name, Part part) {
            this.name = name;
            this.part = part;
        }

        private void end() {
            synchronized (Activity.this) {
                underWay.remove(this);
                rest(part);
            }
        }

        /// It waits until somebody calls [#wake], or interrupts its thread.
        public void park() {
            synchronized (Activity.this) {
                parked++;
                rest(part);
            }
        }

        public void wake() {
            synchronized (Activity.this) {
                parked--;
                begin(part);
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
    public void start(String name, Part part, Runnable task) {
        start(name, part, Optional.empty(), task);
    }

    /// As the other one.
    ///
    /// @param waiting parked in the same moment, because it waits for this
    public void start(String name, Part part, Optional<Doing> waiting, Runnable task) {
        Doing doing = new Doing(name, part);
        synchronized (this) {
            underWay.add(doing);
            begin(part);
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
        rest(Part.SERVICES);
    }

    @Override
    public synchronized void unparked() {
        begin(Part.SERVICES);
    }

    private void begin(Part part) {
        all.begin();
        if (part == Part.SERVICES) services.begin();
    }

    private void rest(Part part) {
        all.busy--;
        if (part == Part.SERVICES) services.busy--;
        notifyAll();
    }

    /// Waits until nobody is busy.
    ///
    /// @param onlyServices whether clients may go on
    /// @param end          of [System#nanoTime]
    /// @return what [#wasCalmSince] is to be asked with
    /// @throws IllegalStateException if somebody still is; it says who
    public long awaitCalm(boolean onlyServices, long end) throws InterruptedException {
        Tally tally = onlyServices ? services : all;
        while (true) {
            synchronized (this) {
                while (tally.busy > 0) {
                    long left = end - System.nanoTime();
                    if (left <= 0) throw notCalm();
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
                if (underWay.stream().noneMatch(doing -> doing.isWaking() && (!onlyServices || doing.part == Part.SERVICES)))
                    return tally.beginnings;
                if (System.nanoTime() - end >= 0) throw notCalm();
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /// Whether nobody has been busy since then.
    public synchronized boolean wasCalmSince(boolean onlyServices, long calm) {
        Tally tally = onlyServices ? services : all;
        return tally.busy == 0 && tally.beginnings == calm;
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
