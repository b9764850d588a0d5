package dev.willow.locker.http;

import dev.willow.kit.http.ProblemException;
import dev.willow.locker.domain.LockEvent;

/// Tells answers from refusals.
final class Outcomes {

    private Outcomes() {}

    /// @throws ProblemException if the request was refused
    static <A extends LockEvent.Answer> A orProblem(LockEvent outcome, Class<A> wanted) {
        return switch (outcome) {
            case LockEvent.Refused(var _, var refusal) -> throw new ProblemException(LockProblems.of(refusal));
            case LockEvent.Withdrawn(var _, var refusal) -> throw new ProblemException(LockProblems.of(refusal));
            default -> wanted.cast(outcome);
        };
    }
}
