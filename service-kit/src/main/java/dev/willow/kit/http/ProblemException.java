package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/// A refusal on its way to the caller. Made without a stack trace: refusing is nothing out of the ordinary.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    public ProblemException(Problem problem) {
        this(problem, Optional.empty());
    }

    /// @param retryAfter when trying again is worth it; if left out, a second for 429 and 503
    public ProblemException(Problem problem, Optional<Duration> retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
