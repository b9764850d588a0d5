package dev.willow.locker.domain;

/// What a request does when its locks cannot be had at once.
public sealed interface Patience {

    /// It is refused.
    record None() implements Patience {}

    /// It takes its place in line.
    ///
    /// @param maxWaiters how many may wait for one lock; if there are so many already, it is refused. Part of the
    ///                   command because it is a setting, and the log must mean the same after the setting changed
    record InLine(int maxWaiters) implements Patience {}
}
