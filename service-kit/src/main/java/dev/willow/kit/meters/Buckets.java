package dev.willow.kit.meters;

import java.time.Duration;
import java.util.stream.Stream;

/// The borders of histograms: few, as each is a series for each kind of call, and fit for calls that are answered at once and for those
/// that wait in line for minutes.
public final class Buckets {
    private static final Duration[] CALLS = durations(
            "PT0.0001S", "PT0.00025S", "PT0.0005S", "PT0.001S", "PT0.0025S", "PT0.005S", "PT0.01S", "PT0.025S", "PT0.05S", "PT0.1S",
            "PT0.25S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S", "PT1M", "PT5M");
    private static final double[] COUNTS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private Buckets() {}

    /// From 100 µs to 5 minutes.
    public static Duration[] durations() {
        return CALLS.clone();
    }

    /// From 1 to 1,024.
    public static double[] counts() {
        return COUNTS.clone();
    }

    private static Duration[] durations(String... texts) {
        return Stream.of(texts).map(Duration::parse).toArray(Duration[]::new);
    }
}
