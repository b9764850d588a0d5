package dev.willow.client.demo;

import dev.willow.client.LimiterClient;
import dev.willow.client.Pages;
import dev.willow.client.WillowClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.queue.Channel.State;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// What the services themselves say when the work is over.
///
/// @param left     the channels that still have items
/// @param counters what the Limiter still counts
record Aftermath(List<Left> left, List<Counter> counters) {
    /// A channel with items that nobody was given.
    ///
    /// @param reason why, as Willow explains it
    record Left(Channel channel, State state, Reason reason) {
        String rule() {
            return reason.rule().orElse(reason.code());
        }
    }

    static Aftermath read(WillowClient willow, LimiterClient limiter, String queue) {
        List<Left> left = Pages.of(QueryRequest.EVERYTHING, query -> willow.channels(queue, query))
                .map(channel -> explained(willow, queue, channel))
                .toList();
        return new Aftermath(left, Pages.of(QueryRequest.EVERYTHING, limiter::counters).toList());
    }

    private static Left explained(WillowClient willow, String queue, dev.willow.common.api.queue.Channel channel) {
        KeyValues keyValues = channel.spec().definition().keyValues();
        ExplainRequest why = new ExplainRequest(
                Optional.of(keyValues), Optional.empty(), Optional.empty(), List.of(), List.of());
        return new Left(Channel.of(keyValues), channel.state(), willow.explain(queue, why).reasons().getFirst());
    }

    long itemsLeft() {
        return left.stream().mapToLong(it -> it.state().waiting()).sum();
    }
}
