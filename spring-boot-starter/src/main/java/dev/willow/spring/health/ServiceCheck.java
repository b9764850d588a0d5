package dev.willow.spring.health;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// One service that can be asked for its health.
///
/// @param urls how many it can be reached at; each is asked before it counts as down
/// @param ask  asks one of them once, within a time
public record ServiceCheck(String name, int urls, Consumer<Duration> ask) {
    public static ServiceCheck of(WillowClient willow, int urls) {
        return new ServiceCheck("willow", Math.max(1, urls), timeout -> willow.once(timeout).checkHealth());
    }

    public static ServiceCheck of(LimiterClient limiter, int urls) {
        return new ServiceCheck("limiter", Math.max(1, urls), timeout -> limiter.once(timeout).checkHealth());
    }

    public static ServiceCheck of(LockerClient locker, int urls) {
        return new ServiceCheck("locker", Math.max(1, urls), timeout -> locker.once(timeout).checkHealth());
    }

    /// @param timeout for all its URLs together
    /// @return why it is down; empty if it is up
    Optional<String> trouble(Duration timeout) {
        Optional<String> trouble = Optional.empty();
        for (int i = 0; i < urls; i++) {
            try {
                ask.accept(timeout.dividedBy(urls));
                return Optional.empty();
            } catch (UnavailableException away) {
                trouble = Optional.of(away.getMessage()); // the client has moved on to the next URL
            } catch (ClientException wrong) {
                return Optional.of(wrong.getMessage());
            }
        }
        return trouble;
    }
}
