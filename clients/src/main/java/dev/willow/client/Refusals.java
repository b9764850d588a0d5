package dev.willow.client;

import static dev.willow.common.problem.ProblemType.LIMIT_REACHED;
import static dev.willow.common.problem.ProblemType.LIMIT_ZERO;
import static dev.willow.common.problem.ProblemType.NOT_GRANTED;
import static dev.willow.common.problem.ProblemType.QUEUE_FULL;
import static dev.willow.common.problem.ProblemType.RULE_PAUSED;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Turns what a service refused into an exception: the one table from status and problem to [ClientException].
final class Refusals {
    /// The conflicts that pass by themselves. The others, such as a name in use, last until somebody acts.
    private static final Set<ProblemType> MAY_PASS =
            EnumSet.of(NOT_GRANTED, LIMIT_REACHED, LIMIT_ZERO, RULE_PAUSED, QUEUE_FULL);

    private Refusals() {}

    static ClientException of(int status, Problem problem, Optional<String> requestId, Optional<Duration> retryAfter) {
        return switch (status) {
            // Refused before it had a place in line: nothing was done.
            case 429 -> new UnavailableException(describe(problem), null, requestId, retryAfter, false);
            // The gateways' 502 and 504 and a stopping service's 503 may cut off a call that is being carried out.
            case 502, 503, 504 -> new UnavailableException(describe(problem), null, requestId, retryAfter, true);
            case 409 -> problem.kind().filter(MAY_PASS::contains).isPresent()
                    ? new NotGrantedException(problem, requestId)
                    : new RejectedException(problem, requestId);
            default -> status >= 400 && status < 500
                    ? new RejectedException(problem, requestId)
                    : new BrokenServiceException(status + " " + describe(problem), null, requestId);
        };
    }

    static String describe(Problem problem) {
        String what = problem.detail().isEmpty() ? problem.title() : problem.detail();
        return problem.field().map(field -> field + ": " + what).orElse(what);
    }
}
