package dev.willow.bench.load;

import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.ClosedLoop.Connecting;
import dev.willow.bench.load.ClosedLoop.Turn;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Turns that are due at a steady rate, whatever becomes of those before. How long a turn took is counted from when it was due, not
/// from when a caller came to it: a service that stands still for a second is late for all that was due in that second.
///
/// Gil Tene, "How NOT to Measure Latency", 2013, calls the other way coordinated omission.
public final class OpenLoop {
    private OpenLoop() {}

    /// Runs for a while, of which the first part is not counted.
    ///
    /// @param rate    turns that are due in a second
    /// @param callers as many turns can be under way at a time; those that are due beyond wait, and that counts
    public static <C extends Closeable> Figures run(
            Connecting<C> service, double rate, int callers, Duration warmUp, Duration measured, Callers<C> made) throws Exception {
        var schedule = new Schedule(rate, warmUp, measured);
        List<Future<Histogram>> each = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) each.add(threads.submit(calling(service, made.caller(i), schedule)));
        }
        return Figures.of(callers, each, measured);
    }

    private static <C extends Closeable> Callable<Histogram> calling(Connecting<C> service, Turn<C> turn, Schedule schedule) {
        return () -> {
            var taken = Figures.histogram();
            try (C connection = service.connect()) {
                long number = 0;
                for (long due = schedule.next(); !schedule.isOver(due); due = schedule.next()) {
                    awaitUntil(due);
                    turn.take(connection, number++);
                    if (schedule.counts(due)) taken.recordValue(System.nanoTime() - due);
                }
            }
            return taken;
        };
    }

    private static void awaitUntil(long due) {
        for (long left; (left = due - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
    }

    /// When turns are due, each given to one caller.
    private static final class Schedule {
        private final AtomicLong given = new AtomicLong();
        private final double pause;
        private final long begin = System.nanoTime();
        private final long from;
        private final long end;

        Schedule(double rate, Duration warmUp, Duration measured) {
            pause = Duration.ofSeconds(1).toNanos() / rate;
            from = begin + warmUp.toNanos();
            end = from + measured.toNanos();
        }

        long next() {
            return begin + (long) (given.getAndIncrement() * pause);
        }

        boolean isOver(long due) {
            return due - end >= 0;
        }

        boolean counts(long due) {
            return due - from >= 0;
        }
    }
}
