package dev.willow.locker.domain;

import java.time.Duration;

/// A hold and what it is surrounded by, as answers show it.
///
/// @param timeout       how long the hold's session lasts without a heartbeat
/// @param heldOrWaiting how many hold this lock or wait for it, this hold included
public record HeldLock(Hold hold, Duration timeout, int heldOrWaiting) {}
