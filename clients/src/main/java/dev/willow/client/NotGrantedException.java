package dev.willow.client;

import dev.willow.common.problem.Problem;
import java.util.Optional;

/// The request is well-formed, but the present state does not allow it: the lock is held by another, a limit is reached,
/// a rule is paused, the queue is full. Nothing was changed; the same call may succeed later.
public final class NotGrantedException extends ClientException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    NotGrantedException(Problem problem, Optional<String> requestId) {
        super(Refusals.describe(problem), null, requestId);
        this.problem = problem;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    /// Names what stands in the way, such as `Rule`, `Limit` and `Count`, or `Holder`.
    public Problem problem() {
        return problem;
    }
}
