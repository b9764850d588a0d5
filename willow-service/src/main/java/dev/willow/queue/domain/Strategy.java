package dev.willow.queue.domain;

/// Which of several channels is served.
public sealed interface Strategy {

    /// The one that was served longest ago: none waits while another is served twice.
    record RoundRobin() implements Strategy {}

    /// The one whose first item waits longest.
    record Oldest() implements Strategy {}

    /// Any, with equal chances.
    ///
    /// @param dice a random number, made outside
    record Random(long dice) implements Strategy {}

    /// The one with the highest value under a key, those without it last; among equals the one whose first item waits longest.
    record Priority(String key) implements Strategy {}
}
