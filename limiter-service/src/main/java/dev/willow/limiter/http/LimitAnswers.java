package dev.willow.limiter.http;

import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.limiter.Rule;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.CounterState;
import dev.willow.limiter.domain.Limit;
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
}
