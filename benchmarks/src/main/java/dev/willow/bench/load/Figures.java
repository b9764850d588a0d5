package dev.willow.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// What callers got done, and how long a turn took them.
public record Figures(int callers, double perSecond, double p50Millis, double p99Millis, double maxMillis) {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    /// For the turns of one caller, in nanoseconds.
    static Histogram histogram() {
        return new Histogram(LONGEST, DIGITS);
    }

    static Figures of(int callers, List<Future<Histogram>> each, Duration measured) throws InterruptedException, ExecutionException {
        Histogram all = histogram();
        for (Future<Histogram> one : each) all.add(one.get());
        return new Figures(callers, all.getTotalCount() / (measured.toNanos() / 1e9), all.getValueAtPercentile(50) / 1e6,
                all.getValueAtPercentile(99) / 1e6, all.getMaxValue() / 1e6);
    }

    @Override
    public String toString() {
        return String.format("%3d callers %,9.0f/s  p50 %7.3f ms  p99 %8.3f ms  max %8.1f ms",
                callers, perSecond, p50Millis, p99Millis, maxMillis);
    }
}
