package dev.willow.queue.remote;

import dev.willow.client.LimiterClient;
import dev.willow.client.RejectedException;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The limits of queues in the Limiter: one rule that lets nothing in, and for each queue an override that lets in what the
/// queue may hold.
final class QueueLimits {
    static final String RULE = "_willow_queue_limits";
    private static final Logger LOG = LoggerFactory.getLogger(QueueLimits.class);
    private static final long UNLIMITED = -1;

    /// Names that the Limiter has other uses for in its URLs.
    private static final Set<String> TAKEN = Set.of("query", "match", ".", "..");
    private static final String ESCAPE = "_willow_";

    private final LimiterClient client;

    QueueLimits(LimiterClient client) {
        this.client = client;
    }

    void set(String queue, Capacity capacity) {
        try {
            setOverride(queue, capacity);
        } catch (RejectedException refused) {
            if (!is(refused, ProblemType.UNKNOWN_RULE)) throw refused;
            ensureRule();
            setOverride(queue, capacity);
        }
    }

    private void setOverride(String queue, Capacity capacity) {
        try {
            client.changeOverride(RULE, nameOf(queue), new LimitUpdate(Optional.of(limit(capacity)), Optional.of(false)));
        } catch (RejectedException refused) {
            if (!is(refused, ProblemType.UNKNOWN_OVERRIDE)) throw refused;
            client.createOverride(RULE, override(queue, capacity));
        }
    }

    void remove(String queue) {
        removeOverride(nameOf(queue));
    }

    private void removeOverride(String name) {
        try {
            client.deleteOverride(RULE, name);
        } catch (RejectedException refused) {
            if (!is(refused, ProblemType.UNKNOWN_OVERRIDE) && !is(refused, ProblemType.UNKNOWN_RULE)) throw refused;
        }
    }

    void setAll(Map<String, Capacity> capacities) {
        ensureRule();
        Map<String, LimitProperties> present = new HashMap<>();
        for (RuleOverride override : client.overrides(RULE, QueryRequest.EVERYTHING).things())
            present.put(override.spec().definition().name().orElse(override.state().id()), override.spec().properties());
        capacities.forEach((queue, capacity) -> {
            LimitProperties there = present.remove(nameOf(queue));
            if (there == null || there.paused() || there.limit() != limit(capacity)) apart(queue, () -> set(queue, capacity));
        });
        present.keySet().forEach(name -> apart(name, () -> removeOverride(name)));
    }

    /// What the Limiter will never accept of one queue does not keep others from their limits.
    private static void apart(String queue, Runnable change) {
        try {
            change.run();
        } catch (RejectedException refused) {
            LOG.error("the Limiter rejects the limit of {}: {}", queue, refused.getMessage());
        }
    }

    private void ensureRule() {
        try {
            Rule rule = client.rule(RULE);
            LimitProperties properties = rule.spec().properties();
            if (properties.limit() != 0 || properties.paused())
                client.changeRule(RULE, new LimitUpdate(Optional.of(0L), Optional.of(false)));
        } catch (RejectedException refused) {
            if (!is(refused, ProblemType.UNKNOWN_RULE)) throw refused;
            client.createRule(spec(RULE, Map.of(
                    Counters.QUEUE_KEY, ValuePattern.ANY, Counters.ENQUEUED_KEY, ValuePattern.ANY), 0));
        }
    }

    private static LimitSpec override(String queue, Capacity capacity) {
        return spec(nameOf(queue), Map.of(
                Counters.QUEUE_KEY, ValuePattern.exactly(Value.text(queue)), Counters.ENQUEUED_KEY, ValuePattern.ANY), limit(capacity));
    }

    private static LimitSpec spec(String name, Map<String, ValuePattern> groupBy, long limit) {
        return new LimitSpec(new LimitDefinition(Optional.of(name), KeyPatterns.of(groupBy)), new LimitProperties(limit, false));
    }

    /// An override is called like its queue, unless a URL could not tell it from something else.
    static String nameOf(String queue) {
        return TAKEN.contains(queue) || queue.startsWith(ESCAPE) ? ESCAPE + queue : queue;
    }

    private static long limit(Capacity capacity) {
        return switch (capacity) {
            case Capacity.AtMost(long items) -> items;
            case Capacity.Unlimited() -> UNLIMITED;
        };
    }

    private static boolean is(RejectedException refused, ProblemType type) {
        return refused.problem().kind().filter(type::equals).isPresent();
    }
}
