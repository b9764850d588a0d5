package dev.willow.simulation.time;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// All that is left to chance in a run, from its seed.
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /// @return true that often in a hundred
    public boolean percent(double share) {
        return random.nextDouble(100) < share;
    }

    /// @return from the first to the last, both included
    public int from(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    public long number() {
        return random.nextLong();
    }

    public Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }

    public Duration millis(int least, int most) {
        return between(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    public Duration micros(int least, int most) {
        return between(Duration.ofNanos(least * 1_000L), Duration.ofNanos(most * 1_000L));
    }

    public <T> T of(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }
}
