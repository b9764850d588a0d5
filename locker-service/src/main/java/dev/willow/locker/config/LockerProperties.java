package dev.willow.locker.config;

import dev.willow.locker.http.LockSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the Locker service, bound from `locker.*`.
///
/// @param defaultTimeout how long a hold or session lasts without a heartbeat when a request names no time; positive
/// @param maxTimeout     the longest time that a request may name; at least the default
/// @param maxWaiters     requests allowed in line for one lock; more are refused with 429; 0 lets nobody wait
/// @param maxWatchers    callers allowed to watch one session for contention; more are refused with 429; at least 1
@ConfigurationProperties("locker")
record LockerProperties(
        @DefaultValue("5s") Duration defaultTimeout,
        @DefaultValue("24h") Duration maxTimeout,
        @DefaultValue("1000") int maxWaiters,
        @DefaultValue("100") int maxWatchers) {
    LockerProperties {
        if (!defaultTimeout.isPositive())
            throw new IllegalArgumentException("locker.default-timeout must be positive, was " + defaultTimeout);
        if (maxTimeout.compareTo(defaultTimeout) < 0)
            throw new IllegalArgumentException(
                    "locker.max-timeout must be at least locker.default-timeout (" + defaultTimeout + "), was "
                            + maxTimeout);
        if (maxWaiters < 0)
            throw new IllegalArgumentException("locker.max-waiters must not be negative, was " + maxWaiters);
        if (maxWatchers < 1)
            throw new IllegalArgumentException("locker.max-watchers must be at least 1, was " + maxWatchers);
    }

    LockSettings toSettings() {
        return new LockSettings(defaultTimeout, maxTimeout, maxWaiters, maxWatchers);
    }
}
