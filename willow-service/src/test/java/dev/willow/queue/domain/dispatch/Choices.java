package dev.willow.queue.domain.dispatch;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.testing.ReferenceQueues;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.SimulatedLimiter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which channels a consumer may be served from, found by looking at all of them.
record Choices(ReferenceQueues model, SimulatedLimiter limiter) {

    /// Those that match, have an item that waits, and have room.
    List<KeyValues> candidates(Dequeue wish) {
        return lines(wish).entrySet().stream()
                .filter(each -> !each.getValue().waiting().isEmpty())
                .map(Map.Entry::getKey)
                .filter(channel -> wish.query().matches(Scene.subject(channel)))
                .filter(channel -> limiter.wouldAllow(Counters.of(wish.queue(), channel).running()))
                .toList();
    }

    /// Those of the candidates that no other comes before.
    List<KeyValues> best(Dequeue wish) {
        List<KeyValues> candidates = candidates(wish);
        Comparator<KeyValues> order = order(wish);
        return candidates.stream()
                .filter(channel -> candidates.stream().noneMatch(other -> order.compare(other, channel) < 0))
                .toList();
    }

    private Comparator<KeyValues> order(Dequeue wish) {
        Map<KeyValues, ReferenceQueues.Line> lines = lines(wish);
        Comparator<KeyValues> oldest = Comparator.comparingInt(
                channel -> model.cameToWait(lines.get(channel).waiting().getFirst().id()));
        return switch (wish.strategy()) {
            case Strategy.RoundRobin() -> Comparator.comparingInt(channel -> lines.get(channel).turn());
            case Strategy.Oldest() -> oldest;
            case Strategy.Random _ -> (one, other) -> 0;
            case Strategy.Priority(String key) ->
                    Comparator.<KeyValues, Value>comparing(channel -> channel.get(key), Comparator.nullsFirst(Comparator.naturalOrder()))
                            .reversed().thenComparing(oldest);
        };
    }

    private Map<KeyValues, ReferenceQueues.Line> lines(Dequeue wish) {
        return model.queues().getOrDefault(wish.queue(), Map.of());
    }
}
