package dev.willow.testing.random;

/// Where tests that play at random begin.
public final class Seeds {
    private Seeds() {}

    /// A new seed, which is printed; `-Dwillow.seed=SEED` plays the same again.
    public static long announcedFor(Class<?> test) {
        long seed = Long.getLong("willow.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": to be replayed with -Dwillow.seed=" + seed);
        return seed;
    }
}
