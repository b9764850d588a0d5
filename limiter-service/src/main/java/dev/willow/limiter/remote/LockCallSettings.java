package dev.willow.limiter.remote;

import java.time.Duration;

/// How Locker is called for group locks.
///
/// @param sessionTimeout how long Locker keeps our locks without a heartbeat
/// @param lockWait       how long to stand in line for a lock that another Limiter has
/// @param watch          how long one call waits to hear that others want our locks
/// @param owner          by which people recognize us in Locker
public record LockCallSettings(Duration sessionTimeout, Duration lockWait, Duration watch, String owner) {}
