package dev.willow.queue.config;

import dev.willow.queue.http.QueueSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the Willow service, bound from `willow.*`.
///
/// @param defaultTimeout how long a consumer has an item without a heartbeat when the item names no time; positive
/// @param maxTimeout     the longest time that an item may name; at least the default
/// @param maxWaiters     callers allowed to wait for the items of one queue; more are refused with 429; at least 1
/// @param limiterUrl     where the Limiter is
/// @param limiterTimeout how long an answer of the Limiter may take, beyond the time that a call waits; positive
/// @param limiterPatience how long after its start Willow says that it cannot serve while the Limiter was not reached once;
///                        positive
@ConfigurationProperties("willow")
record QueueProperties(
        @DefaultValue("30s") Duration defaultTimeout,
        @DefaultValue("24h") Duration maxTimeout,
        @DefaultValue("10000") int maxWaiters,
        @DefaultValue("http://127.0.0.1:8082") URI limiterUrl,
        @DefaultValue("5s") Duration limiterTimeout,
        @DefaultValue("15s") Duration limiterPatience) {
    QueueProperties {
        positive("default-timeout", defaultTimeout);
        if (maxTimeout.compareTo(defaultTimeout) < 0)
            throw new IllegalArgumentException(
                    "willow.max-timeout must be at least willow.default-timeout (" + defaultTimeout + "), was " + maxTimeout);
        if (maxWaiters < 1) throw new IllegalArgumentException("willow.max-waiters must be at least 1, was " + maxWaiters);
        if (limiterUrl.getScheme() == null || limiterUrl.getHost() == null)
            throw new IllegalArgumentException("willow.limiter-url must be a URL with a host, was " + limiterUrl);
        positive("limiter-timeout", limiterTimeout);
        positive("limiter-patience", limiterPatience);
    }

    QueueSettings toSettings() {
        return new QueueSettings(defaultTimeout, maxTimeout);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException("willow." + name + " must be positive, was " + value);
    }
}
