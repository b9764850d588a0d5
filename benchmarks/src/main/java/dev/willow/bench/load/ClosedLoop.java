package dev.willow.bench.load;

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
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    private ClosedLoop() {}

    /// What one caller does, over and over.
    @FunctionalInterface
    public interface Turn {
        /// @param number of this turn among those of its caller, from 0
        void take(Connection connection, long number) throws Exception;
    }

    /// Makes the turns of one caller.
    @FunctionalInterface
    public interface Callers {
        /// @param caller from 0
        Turn caller(int caller);
    }

    public record Figures(int callers, double perSecond, double p50Millis, double p99Millis, double maxMillis) {
        @Override
        public String toString() {
            return String.format("%3d callers %,9.0f/s  p50 %7.3f ms  p99 %8.3f ms  max %8.1f ms",
                    callers, perSecond, p50Millis, p99Millis, maxMillis);
        }
    }

    /// Runs for a while, of which the first part is not counted.
    public static Figures run(URI service, int callers, Duration warmUp, Duration measured, Callers made) throws Exception {
        List<Future<Histogram>> each = new ArrayList<>();
        var together = new CountDownLatch(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                Turn turn = made.caller(i);
                each.add(threads.submit(calling(service, turn, together, warmUp, measured)));
            }
        }
        var all = new Histogram(LONGEST, DIGITS);
        for (Future<Histogram> one : each) all.add(one.get());
        return new Figures(callers, all.getTotalCount() / (measured.toNanos() / 1e9), all.getValueAtPercentile(50) / 1e6,
                all.getValueAtPercentile(99) / 1e6, all.getMaxValue() / 1e6);
    }

    private static Callable<Histogram> calling(
            URI service, Turn turn, CountDownLatch together, Duration warmUp, Duration measured) {
        return () -> {
            var taken = new Histogram(LONGEST, DIGITS);
            try (var connection = new Connection(service)) {
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
