package dev.willow.system;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the tests push, take, lock and count, in few words.
final class Things {
    private Things() {}

    static KeyValues keys(String... keysAndTexts) {
        Map<String, Value> pairs = new HashMap<>();
        for (int i = 0; i < keysAndTexts.length; i += 2) pairs.put(keysAndTexts[i], Value.text(keysAndTexts[i + 1]));
        return KeyValues.of(pairs);
    }

    static ItemSpec item(KeyValues channel, String text, int retries) {
        return ItemSpec.of(channel, new ItemProperties(
                text.getBytes(StandardCharsets.UTF_8), false, retries, RetryPosition.FRONT, Duration.ofMinutes(5)));
    }

    static String textOf(Item item) {
        return new String(item.spec().properties().item(), StandardCharsets.UTF_8);
    }

    static Query has(String key, String text) {
        return Query.of(Selection.where(key, Condition.equal(ValuePattern.exactly(Value.text(text)))));
    }

    static DequeueRequest from(String key, String text) {
        return DequeueRequest.of(has(key, text));
    }

    static QueryRequest those(String key, String text) {
        return QueryRequest.of(has(key, text));
    }

    static AckRequest ack(Item item, boolean success) {
        return new AckRequest(item.state().id(), Optional.of(success), false, Optional.empty(), item.state().fencingToken());
    }

    static HeartbeatRequest beat(Item item) {
        return new HeartbeatRequest(item.state().id(), Optional.empty(), item.state().fencingToken());
    }

    static LimitSpec limit(String name, KeyPatterns groupBy, long limit) {
        return new LimitSpec(new LimitDefinition(Optional.of(name), groupBy), new LimitProperties(limit, false));
    }

    static KeyPatterns any(String key) {
        return KeyPatterns.of(Map.of(key, ValuePattern.ANY));
    }

    static CounterSpec plus(KeyValues counter, long number) {
        return CounterSpec.of(counter, number, Optional.empty());
    }

    static CounterSpec leased(KeyValues counter, String lease) {
        return CounterSpec.of(counter, 1, Optional.of(new Lease(lease, Duration.ZERO)));
    }

    static LockSpec lock(KeyValues keyValues) {
        return LockSpec.of(keyValues, new LockProperties(
                Optional.of(Duration.ofMinutes(5)), null, Optional.empty(), Optional.empty(), Optional.of("system-test")));
    }
}
