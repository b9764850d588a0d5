package dev.willow.limiter.config;

import dev.willow.limiter.domain.LockSettings;
import dev.willow.limiter.remote.LockCallSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the Limiter service, bound from `limiter.*`. All durations are positive.
///
/// @param lockerUrl          where Locker is
/// @param lockerTimeout      how long an answer of Locker may take, beyond the time that a call waits in line
/// @param lockSessionTimeout how long Locker keeps our group locks without a heartbeat; a third of it passes between two
/// @param lockWait           how long an addition stands in line for the lock of a group that another Limiter has
/// @param lockIdle           how long a group lock that nobody else wants is kept unused
/// @param lockWatch          how long one call waits to hear that others want our locks
/// @param owner              by which people recognize this Limiter in Locker
/// @param maxWaiters         additions allowed in line for room in one group; more are refused with 429; 0 lets nobody wait
/// @param maxListeners       callers allowed to wait for news of room; more are refused with 429; at least 1
@ConfigurationProperties("limiter")
record LimiterProperties(
        @DefaultValue("http://127.0.0.1:8083") URI lockerUrl,
        @DefaultValue("2s") Duration lockerTimeout,
        @DefaultValue("5s") Duration lockSessionTimeout,
        @DefaultValue("5s") Duration lockWait,
        @DefaultValue("30s") Duration lockIdle,
        @DefaultValue("1m") Duration lockWatch,
        @DefaultValue("limiter") String owner,
        @DefaultValue("1000") int maxWaiters,
        @DefaultValue("100") int maxListeners) {
    LimiterProperties {
        positive("locker-timeout", lockerTimeout);
        positive("lock-session-timeout", lockSessionTimeout);
        positive("lock-wait", lockWait);
        positive("lock-idle", lockIdle);
        positive("lock-watch", lockWatch);
        if (maxWaiters < 0) throw new IllegalArgumentException("limiter.max-waiters must not be negative, was " + maxWaiters);
        if (maxListeners < 1) throw new IllegalArgumentException("limiter.max-listeners must be at least 1, was " + maxListeners);
        if (lockerUrl.getScheme() == null || lockerUrl.getHost() == null)
            throw new IllegalArgumentException("limiter.locker-url must be a URL with a host, was " + lockerUrl);
    }

    LockSettings toLockSettings() {
        return new LockSettings(lockIdle);
    }

    LockCallSettings toLockCallSettings() {
        return new LockCallSettings(lockSessionTimeout, lockWait, lockWatch, owner);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) throw new IllegalArgumentException("limiter." + name + " must be positive, was " + value);
    }
}
