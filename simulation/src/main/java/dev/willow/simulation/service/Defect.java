package dev.willow.simulation.service;

/// A mistake that is planted to see whether it is found. Each is a shell around a part of the product, which does not know of it.
public enum Defect {
    NONE,
    /// Now and then the Limiter is said to have removed a lease, and was not asked to.
    LOST_REMOVAL,
    /// Willow looks at the time a little ahead of it.
    EARLY_EXPIRY,
    /// Locker grants a lock that is held.
    DOUBLE_GRANT,
    /// The Limiter lets in more than a limit does.
    LAST_PLACE_TWICE,
    /// After a restart, Willow takes the Limiter to have what Willow has.
    SKIPPED_RECONCILE,
    /// Willow does not look at the idempotency keys of enqueues after a restart.
    WRONG_RETRY
}
