package dev.willow.locker.domain;

import java.time.Duration;

/// A held lock at the moment somebody looked.
///
/// @param timeTillExpire what is left to its session without a heartbeat; never negative
public record LiveLock(HeldLock lock, Duration timeTillExpire) {}
