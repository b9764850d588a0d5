package dev.willow.common;

import java.util.List;
import java.util.Random;

/// The randomness of a model-based test. The seed is printed; `-Dwillow.seed=SEED` plays the same run again.
public final class RandomSource {
    private final Random random;

    private RandomSource(long seed) {
        this.random = new Random(seed);
    }

    public static RandomSource announcedFor(Class<?> test) {
        Long given = Long.getLong("willow.seed");
        long seed = given != null ? given : System.nanoTime();
        System.out.println(test.getSimpleName() + ": seed " + seed + ", to be replayed with -Dwillow.seed=" + seed);
        return new RandomSource(seed);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// True once in `times`.
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    public <E> E oneOf(List<E> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    public final <E> E oneOf(E... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
