package dev.willow.limiter.http;

import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.limiter.domain.Refusal;
import java.util.Optional;

/// The one table from a refusal of the limit table to the problem that the caller sees.
final class LimitProblems {
    static final String UNSETTLED = "the Limiter did not end in peace, so leases that it answered last may be missing: nothing is compared with limits until "
            + "the queues have told theirs";
    private static final String GROUP_BY = "$.Spec.DBDefinition.GroupByKeyValues";

    private LimitProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Limited limited -> of(limited);
            case Refusal.NoSuchRule(String name) ->
                    Problem.of(ProblemType.UNKNOWN_RULE, "there is no rule \"" + name + "\"");
            case Refusal.NoSuchOverride(String rule, String name) -> Problem.of(
                    ProblemType.UNKNOWN_OVERRIDE, "the rule \"" + rule + "\" has no override \"" + name + "\"");
            case Refusal.NameInUse(String name) ->
                    Problem.of(ProblemType.NAME_IN_USE, "the name \"" + name + "\" is in use");
            case Refusal.GroupInUse(String name) ->
                    Problem.of(ProblemType.GROUP_IN_USE, "\"" + name + "\" has the same group-by keys").with("Name", name);
            case Refusal.KeysMissing(var keys) -> wrong(GROUP_BY, "must have the keys of the rule; missing: " + String.join(", ", keys));
            case Refusal.NeverApplies(String key) ->
                    wrong(GROUP_BY + "." + key, "differs from the rule's value, so that the override could never apply");
            case Refusal.TooLarge _ ->
                    wrong("$.Spec.Properties.Counters", "all counters together would be above " + Long.MAX_VALUE);
            case Refusal.LineFull full -> named(
                    Problem.of(
                            ProblemType.TOO_MANY_WAITING,
                            full.maxWaiters() + " additions wait for room in " + which(full.rule(), full.override()) + ", which is the most"),
                    full.rule(), full.override()).with("Group", full.group());
            case Refusal.TooManyListeners(int most) -> Problem.of(
                    ProblemType.TOO_MANY_WAITING, most + " callers wait for news of room, which is the most");
            case Refusal.Unsettled _ -> Problem.of(ProblemType.LEASES_UNSETTLED, UNSETTLED);
            case Refusal.AnotherRun(long run) -> Problem.of(
                    ProblemType.CONFLICT, "the Limiter has started since, and the leases are to be compared anew").with("Run", run);
            case Refusal.LockerUnreachable(String reason) -> Problem.of(ProblemType.LOCKER_UNREACHABLE, reason);
        };
    }

    private static Problem of(Refusal.Limited limited) {
        String which = which(limited.rule(), limited.override());
        long limit = LimitAnswers.number(limited.limit());
        Problem problem = switch (limited.reason()) {
            case RULE_PAUSED -> Problem.of(ProblemType.RULE_PAUSED, which + " is paused");
            case LIMIT_ZERO -> Problem.of(ProblemType.LIMIT_ZERO, which + " lets nothing in");
            case LIMIT_REACHED -> Problem.of(
                    ProblemType.LIMIT_REACHED, which + " allows " + limit + ", and " + limited.sum() + " are there");
        };
        return named(problem, limited.rule(), limited.override()).with("Limit", limit).with("Count", limited.sum()).with("Group", limited.group());
    }

    private static String which(String rule, Optional<String> override) {
        return override.map(name -> "the override \"" + name + "\" of the rule \"" + rule + "\"").orElse("the rule \"" + rule + "\"");
    }

    private static Problem named(Problem problem, String rule, Optional<String> override) {
        Problem named = problem.with("Rule", rule);
        return override.isPresent() ? named.with("Override", override.get()) : named;
    }

    private static Problem wrong(String field, String message) {
        return new BadRequestException(field, message).problem();
    }
}
