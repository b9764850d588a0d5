package dev.willow.client;

import dev.willow.common.problem.Problem;
import java.util.Optional;

/// The service refused the request: it is wrong, too large, or names what is not there. Repeating it unchanged cannot
/// succeed.
public final class RejectedException extends ClientException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    RejectedException(Problem problem, Optional<String> requestId) {
        super(Refusals.describe(problem), null, requestId);
        this.problem = problem;
    }

    @Override
    public boolean isRetryable() {
        return false;
    }

    public Problem problem() {
        return problem;
    }
}
