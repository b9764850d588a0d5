package dev.willow.kit;

import java.security.SecureRandom;
import java.util.Arrays;

/// Ids from the system's secure randomness, which is asked for many at a time: each asking is dear.
final class RandomIds implements IdSource {
    private static final int BYTES = 16;
    private static final int AT_A_TIME = 256;

    private final SecureRandom random = new SecureRandom();
    private final byte[] ahead = new byte[BYTES * AT_A_TIME];
    private int used = ahead.length;

    @Override
    public String next() {
        return Base32.encode(bits());
    }

    private synchronized byte[] bits() {
        if (used == ahead.length) {
            random.nextBytes(ahead);
            used = 0;
        }
        return Arrays.copyOfRange(ahead, used, used += BYTES);
    }
}
