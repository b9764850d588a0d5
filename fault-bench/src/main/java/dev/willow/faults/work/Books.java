package dev.willow.faults.work;

import dev.willow.client.LimiterClient;
import dev.willow.client.WillowClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the services say there is: the counters of the Limiter, and beside them what Willow holds.
final class Books {
    private static final int MANY = 1_000;

    private Books() {}

    /// The counters, by their keys.
    static Map<String, Long> counted(LimiterClient limiter) {
        Map<String, Long> counted = new TreeMap<>();
        for (Counter counter : limiter.counters(everything()).things())
            counted.put(Queues.shown(Queues.texts(counter.spec().definition().keyValues())), counter.spec().properties().counters());
        return counted;
    }

    /// What the counters must be for the items that are there.
    static Map<String, Long> due(WillowClient willow) {
        Map<String, Long> due = new TreeMap<>();
        for (String queue : Queues.ALL)
            for (Channel channel : willow.channels(queue, everything()).things()) {
                Channel.State state = channel.state();
                KeyValues keys = channel.spec().definition().keyValues();
                due.put(Queues.shown(enqueued(queue, keys)), (long) state.waiting() + state.processing());
                if (state.processing() > 0) due.put(Queues.shown(running(queue, keys)), (long) state.processing());
            }
        return due;
    }

    /// The overrides by which the Limiter bounds queues, by their names.
    static List<String> limitedQueues(LimiterClient limiter) {
        return limiter.overrides("_willow_queue_limits", everything()).things().stream()
                .map(override -> override.spec().definition().name().orElseThrow()).toList();
    }

    static QueryRequest everything() {
        QueryRequest all = QueryRequest.of(Query.EVERYTHING);
        return new QueryRequest(all.selections(), all.and(), all.or(), Optional.of(MANY), Optional.empty(), Optional.empty());
    }

    private static Map<String, String> running(String queue, KeyValues keys) {
        Map<String, String> all = Queues.texts(keys);
        all.put("_willow_queue_name", queue);
        all.put("_willow_running", "true");
        return all;
    }

    private static Map<String, String> enqueued(String queue, KeyValues keys) {
        Map<String, String> all = new TreeMap<>();
        Queues.texts(keys).forEach((key, value) -> all.put("_willow_" + key, value));
        all.put("_willow_queue_name", queue);
        all.put("_willow_enqueued", "true");
        return all;
    }

    /// Where two books differ, in words.
    static List<String> differences(Map<String, Long> due, Map<String, Long> counted) {
        Map<String, Long> all = new TreeMap<>(due);
        counted.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(key -> !due.getOrDefault(key, 0L).equals(counted.getOrDefault(key, 0L)))
                .map(key -> "the counter " + key + " is " + counted.getOrDefault(key, 0L) + " and should be " + due.getOrDefault(key, 0L))
                .toList();
    }
}
