package dev.willow.limiter.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.problem.ProblemType;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.Explanation;
import dev.willow.limiter.domain.Explanation.Verdict;
import dev.willow.limiter.domain.Limit;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Tells people what an explanation of the limit table means, and what would have to change.
final class ExplainAnswers {
    static final CounterExplanation SUBTRACTION = new CounterExplanation(true, List.of(), List.of());

    private ExplainAnswers() {}

    static CounterExplanation of(Explanation explanation, Addition addition) {
        return new CounterExplanation(
                explanation.allowed(),
                explanation.asked().stream().map(asked -> of(asked, explanation, addition)).toList(),
                explanation.overridden().stream().map(asked -> of(asked, explanation, addition)).toList());
    }

    private static CounterExplanation.Asked of(Explanation.Asked asked, Explanation explanation, Addition addition) {
        Bound bound = asked.bound();
        return new CounterExplanation.Asked(
                bound.ruleName(), bound.overrideName(), LimitAnswers.number(bound.terms().limit()), bound.terms().paused(), asked.sum(),
                asked.group(), verdict(asked.verdict()), asked.inLine(), asked.leases(), change(asked, explanation, addition));
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case FITS -> "fits";
            case RULE_PAUSED -> ProblemType.RULE_PAUSED.code();
            case LIMIT_ZERO -> ProblemType.LIMIT_ZERO.code();
            case LIMIT_REACHED -> ProblemType.LIMIT_REACHED.code();
            case NOT_COMPARED -> ProblemType.LOCKER_UNREACHABLE.code();
            case OVERRIDDEN -> "overridden";
        };
    }

    private static Optional<String> change(Explanation.Asked asked, Explanation explanation, Addition addition) {
        String which = asked.bound().overrideName()
                .map(override -> "the override \"" + override + "\"")
                .orElse("the rule \"" + asked.bound().ruleName() + "\"");
        return switch (asked.verdict()) {
            case FITS -> asked.inLine() == 0
                    ? Optional.empty()
                    : Optional.of("with a wait it would stand in line behind " + asked.inLine());
            case RULE_PAUSED -> Optional.of(which + " would have to be resumed");
            case LIMIT_ZERO -> Optional.of(which + " would have to get a limit of at least " + needed(asked, addition));
            case LIMIT_REACHED -> Optional.of(reached(asked, which, addition));
            case NOT_COMPARED -> explanation.lockerTrouble().map(trouble -> "the lock of the group would have to be had: " + trouble);
            case OVERRIDDEN -> Optional.of("the overrides that are asked in its place would have to be deleted");
        };
    }

    private static String reached(Explanation.Asked asked, String which, Addition addition) {
        BigInteger needed = needed(asked, addition);
        String raised = "the limit of " + which + " would have to be raised to at least " + needed;
        Limit limit = asked.bound().terms().limit();
        if (!(limit instanceof Limit.AtMost(long places)) || addition.places() > places) return raised;
        return needed.subtract(BigInteger.valueOf(places)) + " of the group would have to be given back, or " + raised;
    }

    /// May be above what a limit can be.
    private static BigInteger needed(Explanation.Asked asked, Addition addition) {
        return BigInteger.valueOf(asked.sum()).add(BigInteger.valueOf(addition.places()));
    }
}
