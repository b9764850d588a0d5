package dev.willow.queue.domain;

import java.util.Optional;
import java.util.Set;

/// What became of a question to the Limiter.
public sealed interface LimiterAnswer {

    /// The lease is in: its place is taken.
    record Allowed() implements LimiterAnswer {}

    /// Nothing changed.
    ///
    /// @param decidedBy keys such that while the rules stay, every counter that is the same under them (the same values, the same
    ///                  keys missing) is up against the same group; absent if the Limiter did not tell
    record Refused(Blocker blocker, Optional<Set<String>> decidedBy) implements LimiterAnswer {}

    /// The Limiter could not be asked, or could not decide. Whoever asked sees to it that no lease is left behind.
    record Unavailable() implements LimiterAnswer {}
}
