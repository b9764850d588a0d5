package dev.willow.cli;

import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `top` remembers of the items that consumers have, from one look to the next.
final class RunningSight {
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_ASKED_AT_A_LOOK = 20;

    private final WillowClient willow;
    private Map<String, Seen> seen = new HashMap<>();

    /// One hand-out of an item.
    ///
    /// @param since  when it was first seen, in nanoseconds
    /// @param heldBy absent while not asked, empty inside if not known
    private record Seen(long since, Optional<Optional<Explanation.Consumer>> heldBy) {}

    RunningSight(WillowClient willow) {
        this.willow = willow;
    }

    /// @param counters of items that run; their leases are the hand-outs, named after the items
    /// @param now      in nanoseconds
    /// @return those that have been seen for longest first
    List<Look.Running> look(List<Counter> counters, Sight sight, long now) {
        Map<String, Seen> still = new HashMap<>();
        List<Look.Running> running = new ArrayList<>();
        int asked = 0;
        for (Counter counter : counters) {
            KeyValues keys = counter.spec().definition().keyValues();
            String queue = LimitSight.queueOf(keys);
            for (String lease : counter.state().leases()) {
                if (still.size() == MOST_REMEMBERED) break;
                String item = lease.replaceFirst("/[^/]*$", "");
                Seen handOut = seen.getOrDefault(lease, new Seen(now, Optional.empty()));
                if (handOut.heldBy().isEmpty() && asked++ < MOST_ASKED_AT_A_LOOK)
                    handOut = new Seen(handOut.since(), sight.of(() -> heldBy(queue, item)));
                still.put(lease, handOut);
                running.add(new Look.Running(queue, LimitSight.channelOf(keys), item, handOut.heldBy().flatMap(it -> it),
                        Duration.ofNanos(now - handOut.since())));
            }
        }
        seen = still;
        running.sort(Comparator.comparing(Look.Running::seenFor).reversed().thenComparing(Look.Running::queue)
                .thenComparing(Look.Running::keyValues).thenComparing(Look.Running::itemId));
        return running;
    }

    private Optional<Explanation.Consumer> heldBy(String queue, String item) {
        try {
            return willow.explain(queue, new ExplainRequest(
                    Optional.empty(), Optional.of(item), Optional.empty(), List.of(), List.of())).heldBy();
        } catch (RejectedException ended) {
            return Optional.empty();
        }
    }
}
