package dev.willow.queue.domain;

/// What became of a question to the Limiter.
public sealed interface LimiterAnswer {

    /// The lease is in: its place is taken.
    record Allowed() implements LimiterAnswer {}

    /// Nothing changed.
    record Refused(Blocker blocker) implements LimiterAnswer {}

    /// The Limiter could not be asked, or could not decide. Whoever asked sees to it that no lease is left behind.
    record Unavailable() implements LimiterAnswer {}
}
