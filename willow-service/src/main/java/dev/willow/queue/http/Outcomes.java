package dev.willow.queue.http;

import dev.willow.kit.http.ProblemException;
import dev.willow.queue.domain.QueueEvent;

/// Tells answers from refusals.
final class Outcomes {

    private Outcomes() {}

    /// @throws ProblemException if the request was refused
    static <A extends QueueEvent.Answer> A orProblem(QueueEvent outcome, Class<A> wanted) {
        if (outcome instanceof QueueEvent.Refused(var _, var refusal)) throw new ProblemException(QueueProblems.of(refusal));
        return wanted.cast(outcome);
    }
}
