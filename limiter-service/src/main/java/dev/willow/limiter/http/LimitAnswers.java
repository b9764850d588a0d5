package dev.willow.limiter.http;

import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.problem.ProblemType;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.CounterState;
import dev.willow.limiter.domain.Explanation;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.Refusal;
import dev.willow.limiter.domain.RoomNews;
import dev.willow.limiter.domain.RuleState;
import java.util.Optional;

/// From what the domain says to what the API says. An unlimited limit is -1 from here on.
final class LimitAnswers {
    private static final long UNLIMITED = -1;

    private LimitAnswers() {}

    static Rule of(RuleState state) {
        return new Rule(
                spec(state.rule()),
                new Rule.State(state.rule().id(), state.overrides().stream().map(LimitAnswers::of).toList()));
    }

    static RuleOverride of(Bound.RuleOverride override) {
        return new RuleOverride(spec(override), new RuleOverride.State(override.id()));
    }

    static Counter of(CounterState counter) {
        return new Counter(
                CounterSpec.of(counter.counter(), counter.number(), Optional.empty()),
                new Counter.State(counter.id().orElse(""), counter.leases()));
    }

    static RoomFeed of(RoomNews news) {
        return new RoomFeed(news.cursor(), news.missed(), news.rooms().stream().map(LimitAnswers::of).toList());
    }

    static CounterExplanation of(Explanation explanation) {
        return new CounterExplanation(
                explanation.allowed(), explanation.asked().stream().map(LimitAnswers::of).toList());
    }

    static long number(Limit limit) {
        return switch (limit) {
            case Limit.Unlimited _ -> UNLIMITED;
            case Limit.AtMost(long places) -> places;
        };
    }

    private static LimitSpec spec(Bound bound) {
        return new LimitSpec(
                new LimitDefinition(Optional.of(bound.name()), bound.keys()),
                new LimitProperties(number(bound.terms().limit()), bound.terms().paused()));
    }

    private static RoomFeed.Room of(RoomNews.Room room) {
        return new RoomFeed.Room(room.rule(), room.override(), room.group(), room.places().orElse(UNLIMITED));
    }

    private static CounterExplanation.Asked of(Explanation.Asked asked) {
        Bound bound = asked.bound();
        return new CounterExplanation.Asked(
                bound.ruleName(), bound.overrideName(), number(bound.terms().limit()), bound.terms().paused(), asked.sum(),
                asked.group(), asked.refusal().map(LimitAnswers::verdict).orElse("fits"), asked.leases(),
                asked.refusal().map(LimitAnswers::change));
    }

    private static String verdict(Refusal.Limited refusal) {
        return switch (refusal.reason()) {
            case RULE_PAUSED -> ProblemType.RULE_PAUSED.code();
            case LIMIT_ZERO -> ProblemType.LIMIT_ZERO.code();
            case LIMIT_REACHED -> ProblemType.LIMIT_REACHED.code();
        };
    }

    private static String change(Refusal.Limited refusal) {
        String which = refusal.override().map(override -> "the override \"" + override + "\"").orElse("the rule \"" + refusal.rule() + "\"");
        return switch (refusal.reason()) {
            case RULE_PAUSED -> which + " would have to be resumed";
            case LIMIT_ZERO -> which + " would have to get a limit above 0";
            case LIMIT_REACHED -> "counters of the group would have to be given back, or the limit of " + which + " raised";
        };
    }
}
