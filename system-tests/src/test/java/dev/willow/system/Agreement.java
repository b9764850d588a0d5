package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Whether the counters in the Limiter are those of the items in Willow.
final class Agreement {
    private static final String QUEUE = "_willow_queue_name";
    private static final int MANY = 1_000;

    private Agreement() {}

    /// What a channel has in it, by Willow or by the Limiter.
    private record Held(long all, long processing) {
        private Held plus(Held more) {
            return new Held(all + more.all, processing + more.processing);
        }
    }

    /// @throws AssertionError if a channel of the queue is counted otherwise than it is
    static void check(Cluster cluster, String queue) {
        Map<String, Held> channels = new TreeMap<>();
        for (Channel channel : cluster.willow().channels(queue, all(Query.EVERYTHING)).things())
            channels.put(shown(channel.spec().definition().keyValues(), ""), new Held(
                    (long) channel.state().waiting() + channel.state().processing(), channel.state().processing()));
        assertThat(counted(cluster, queue)).isEqualTo(channels);
    }

    private static Map<String, Held> counted(Cluster cluster, String queue) {
        Map<String, Held> counted = new TreeMap<>();
        for (Counter counter : cluster.limiter().counters(all(of(queue))).things()) {
            KeyValues keys = counter.spec().definition().keyValues();
            long number = counter.spec().properties().counters();
            boolean runs = keys.get("_willow_running") != null;
            counted.merge(shown(keys, runs ? "" : "_willow_"), runs ? new Held(0, number) : new Held(number, 0), Held::plus);
        }
        return counted;
    }

    private static Query of(String queue) {
        return Query.of(Selection.where(QUEUE, Condition.equal(ValuePattern.exactly(Value.text(queue)))));
    }

    private static QueryRequest all(Query query) {
        QueryRequest all = QueryRequest.of(query);
        return new QueryRequest(all.selections(), all.and(), all.or(), Optional.of(MANY), Optional.empty(), Optional.empty());
    }

    /// The channel's own keys, without what stands before each.
    private static String shown(KeyValues keys, String prefix) {
        List<String> marks = List.of(QUEUE, "_willow_running", "_willow_enqueued");
        return StreamSupport.stream(keys.spliterator(), false)
                .filter(pair -> !marks.contains(pair.getKey()))
                .map(pair -> pair.getKey().substring(prefix.length()) + "=" + pair.getValue().data())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
