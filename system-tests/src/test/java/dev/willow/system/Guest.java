package dev.willow.system;

import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.plus;

import dev.willow.client.LimiterClient;
import dev.willow.client.NotGrantedException;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/// Takes one of few seats and leaves it again, a number of times. Asked without patience, a limit may be in the way; with
/// patience it must come to sit.
final class Guest implements Callable<Guest.Stays> {
    static final List<String> SEATS = List.of("s1", "s2", "s3");
    static final long SEATS_LIMIT = 1;
    private static final int TURNS = 25;

    /// Nobody sits for long.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LimiterClient limiter;
    private final Random random;

    /// @param refused how often a limit was in the way
    /// @param waited  how often it asked with patience, and came to sit
    record Stays(int refused, int waited) {}

    Guest(LimiterClient limiter, Random random) {
        this.limiter = limiter;
        this.random = random;
    }

    /// @throws dev.willow.client.ClientException if anything but a limit refused it, or if its patience ran out
    @Override
    public Stays call() {
        int refused = 0;
        int waited = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            KeyValues seat = counter(SEATS.get(random.nextInt(SEATS.size())));
            if (random.nextBoolean()) {
                limiter.change(plus(seat, 1), PATIENCE);
                waited++;
            } else if (!sits(seat)) {
                refused++;
                continue;
            }
            limiter.change(plus(seat, -1), Duration.ZERO);
        }
        return new Stays(refused, waited);
    }

    private boolean sits(KeyValues seat) {
        try {
            limiter.change(plus(seat, 1), Duration.ZERO);
            return true;
        } catch (NotGrantedException _) {
            return false;
        }
    }

    /// It counts under two groups, whose locks are taken one after the other.
    static KeyValues counter(String seat) {
        return keys("seat", seat, "door", "d" + seat);
    }
}
