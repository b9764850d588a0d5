package dev.willow.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// Callers that each begin the next turn when the last one is over. What is found is what so many callers can get done; how
/// long a turn takes under a given load is another question.
public final class ClosedLoop {
    private ClosedLoop() {}

    /// What one caller does, over and over.
    ///
    /// @param <C> the connection that it does it by
    @FunctionalInterface
    public interface Turn<C> {
        /// @param number of this turn among those of its caller, from 0
        void take(C connection, long number) throws Exception;
    }

    /// Makes the turns of one caller.
    @FunctionalInterface
    public interface Callers<C> {
        /// @param caller from 0
        Turn<C> caller(int caller);
    }

    /// Connects a caller.
    @FunctionalInterface
    public interface Connecting<C extends Closeable> {
        C connect() throws IOException;
    }

    /// Runs for a while, of which the first part is not counted.
    public static Figures run(URI service, int callers, Duration warmUp, Duration measured, Callers<Connection> made) throws Exception {
        return run(() -> new Connection(service), callers, warmUp, measured, made);
    }

    /// Runs for a while, of which the first part is not counted.
    public static <C extends Closeable> Figures run(
            Connecting<C> service, int callers, Duration warmUp, Duration measured, Callers<C> made) throws Exception {
        List<Future<Histogram>> each = new ArrayList<>();
        var together = new CountDownLatch(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                Turn<C> turn = made.caller(i);
                each.add(threads.submit(calling(service, turn, together, warmUp, measured)));
            }
        }
        return Figures.of(callers, each, measured);
    }

    private static <C extends Closeable> Callable<Histogram> calling(
            Connecting<C> service, Turn<C> turn, CountDownLatch together, Duration warmUp, Duration measured) {
        return () -> {
            var taken = Figures.histogram();
            try (C connection = service.connect()) {
                together.countDown();
                together.await();
                long from = System.nanoTime() + warmUp.toNanos();
                long end = from + measured.toNanos();
                long number = 0;
                for (long begun = System.nanoTime(); begun < end; ) {
                    turn.take(connection, number++);
                    long done = System.nanoTime();
                    if (begun >= from && done < end) taken.recordValue(done - begun);
                    begun = done;
                }
            } finally {
                together.countDown(); // one that cannot connect keeps nobody waiting
            }
            return taken;
        };
    }
}
