package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.WillowClient;
import dev.willow.testing.process.Service;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Clients to the three services, of one kind of patience.
public record Desk(LockerClient locker, LimiterClient limiter, WillowClient willow) implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// @param uris where each service is reached
    static Desk at(Function<Service, URI> uris, RetryPolicy retries) {
        return at(uris, retries, ANSWER);
    }

    /// @param answer how long an answer may take
    public static Desk at(Function<Service, URI> uris, RetryPolicy retries, Duration answer) {
        return new Desk(
                LockerClient.builder(uris.apply(Service.LOCKER)).retries(retries).requestTimeout(answer).build(),
                LimiterClient.builder(uris.apply(Service.LIMITER)).retries(retries).requestTimeout(answer).build(),
                WillowClient.builder(uris.apply(Service.WILLOW)).retries(retries).requestTimeout(answer).build());
    }

    /// @throws ClientException if one of the services cannot serve now
    public void checkHealth() {
        locker.checkHealth();
        limiter.checkHealth();
        willow.checkHealth();
    }

    @Override
    public void close() {
        List.<AutoCloseable>of(locker, limiter, willow).forEach(client -> {
            try {
                client.close();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }
}
