package dev.willow.client.demo;

import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// Repeats a call while the service is away, under one idempotency key, so that it takes effect once.
final class Retrying {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 200;

    private Retrying() {}

    /// @throws UnavailableException if the service stays away for 30 s
    static <T> T call(WillowClient willow, Function<WillowClient, T> call) throws InterruptedException {
        WillowClient once = willow.withIdempotencyKey(UUID.randomUUID().toString());
        Instant end = null;
        while (true) {
            try {
                return call.apply(once);
            } catch (UnavailableException away) {
                Instant now = Instant.now();
                if (end == null) end = now.plus(PATIENCE);
                if (now.isAfter(end)) throw away;
                Thread.sleep(PAUSE_MILLIS + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS));
            }
        }
    }
}
