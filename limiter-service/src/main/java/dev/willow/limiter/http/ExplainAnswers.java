package dev.willow.limiter.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.problem.ProblemType;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.Explanation;
import dev.willow.limiter.domain.Explanation.Remedy;
import dev.willow.limiter.domain.Explanation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells people what an explanation of the limit table means, and what would have to change.
final class ExplainAnswers {
    static final CounterExplanation SUBTRACTION = new CounterExplanation(true, List.of(), List.of());

    private ExplainAnswers() {}

    static CounterExplanation of(Explanation explanation) {
        return new CounterExplanation(
                explanation.allowed(),
                explanation.asked().stream().map(asked -> of(asked, explanation)).toList(),
                explanation.overridden().stream().map(asked -> of(asked, explanation)).toList());
    }

    private static CounterExplanation.Asked of(Explanation.Asked asked, Explanation explanation) {
        Bound bound = asked.bound();
        return new CounterExplanation.Asked(
                bound.ruleName(), bound.overrideName(), LimitAnswers.number(bound.terms().limit()), bound.terms().paused(), asked.sum(),
                asked.group(), verdict(asked.verdict()), asked.inLine(), asked.leases(), change(asked, explanation));
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case FITS -> "fits";
            case RULE_PAUSED -> ProblemType.RULE_PAUSED.code();
            case LIMIT_ZERO -> ProblemType.LIMIT_ZERO.code();
            case LIMIT_REACHED -> ProblemType.LIMIT_REACHED.code();
            case NOT_COMPARED -> ProblemType.LOCKER_UNREACHABLE.code();
            case UNSETTLED -> ProblemType.LEASES_UNSETTLED.code();
            case OVERRIDDEN -> "overridden";
        };
    }

    private static Optional<String> change(Explanation.Asked asked, Explanation explanation) {
        String which = asked.bound().overrideName()
                .map(override -> "the override \"" + override + "\"")
                .orElse("the rule \"" + asked.bound().ruleName() + "\"");
        return switch (asked.verdict()) {
            case FITS -> asked.inLine() == 0
                    ? Optional.empty()
                    : Optional.of("with a wait it would stand in line behind " + asked.inLine());
            case RULE_PAUSED, LIMIT_ZERO, LIMIT_REACHED -> Optional.of(explanation.tooLarge()
                    ? "all counters together would be above " + Long.MAX_VALUE
                    : remedy(asked, which));
            case NOT_COMPARED -> Optional.of(Stream.of("the lock of the group would have to be had: "
                            + explanation.lockerTrouble().orElseThrow(), remedy(asked, which))
                    .filter(part -> !part.isEmpty()).collect(Collectors.joining("; and ")));
            case UNSETTLED -> Optional.of(LimitProblems.UNSETTLED);
            case OVERRIDDEN -> Optional.of("it would be asked only if the overrides that are asked in its place were deleted");
        };
    }

    /// All that is named has to be done. Empty if the limit has room.
    private static String remedy(Explanation.Asked asked, String which) {
        Remedy remedy = asked.remedy();
        List<String> parts = new ArrayList<>(2);
        if (remedy.resume()) parts.add(which + " would have to be resumed");
        remedy.raiseTo().ifPresent(least -> {
            String room = LimitAnswers.number(asked.bound().terms().limit()) == 0
                    ? which + " would have to get a limit of at least " + LimitAnswers.number(least)
                    : "the limit of " + which + " would have to be raised to at least " + LimitAnswers.number(least);
            parts.add(remedy.giveBack().map(places -> places + " of the group would have to be given back, or " + room).orElse(room));
        });
        return String.join("; and ", parts);
    }
}
