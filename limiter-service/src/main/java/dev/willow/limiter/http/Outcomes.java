package dev.willow.limiter.http;

import dev.willow.kit.http.ProblemException;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Refusal;
import java.util.Optional;

/// Tells answers from refusals.
final class Outcomes {

    private Outcomes() {}

    /// @throws ProblemException if the request was refused
    static <A extends LimiterEvent.Answer> A orProblem(LimiterEvent outcome, Class<A> wanted) {
        Optional<Refusal> refusal = refusalIn(outcome);
        if (refusal.isPresent()) throw new ProblemException(LimitProblems.of(refusal.get()));
        return wanted.cast(outcome);
    }

    static Optional<Refusal> refusalIn(LimiterEvent outcome) {
        return switch (outcome) {
            case LimiterEvent.Refused(var _, Refusal refusal) -> Optional.of(refusal);
            case LimiterEvent.Withdrawn(var _, Refusal refusal) -> Optional.of(refusal);
            default -> Optional.empty();
        };
    }
}
