package dev.willow.faults;

import dev.willow.client.ClientException;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.faults.scene.Scene;
import dev.willow.faults.work.Desk;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Whether all three services do all of their work: a lock is taken, a place under a finite limit, and an item goes from enqueue to ack.
/// What a failed attempt leaves behind passes by itself, but for items, which are in a queue of their own.
final class Recovery implements AutoCloseable {
    static final String QUEUE = "probe";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Desk desk;
    private int attempts;

    Recovery(Scene scene) {
        desk = Desk.at(scene::uriOf, RetryPolicy.NONE, PATIENCE);
    }

    /// To be called once, while nothing is wrong yet.
    void begin() {
        desk.willow().createQueue(QueueSpec.of(QUEUE, -1));
        desk.limiter().createRule(new LimitSpec(
                new LimitDefinition(Optional.of(QUEUE), KeyPatterns.of(Map.of(QUEUE, ValuePattern.ANY))), new LimitProperties(1L, false)));
    }

    /// @throws ClientException if a service does not work now
    void attempt() {
        String number = Integer.toString(attempts++);
        KeyValues keys = KeyValues.of(QUEUE, Value.text(number));
        Lock lock = desk.locker().acquire(LockSpec.of(keys, new LockProperties(
                Optional.of(SOON), null, Optional.empty(), Optional.empty(), Optional.empty())), Duration.ZERO);
        desk.locker().release(lock.state().lockId(), lock.state().sessionId());
        Optional<Lease> lease = Optional.of(new Lease(QUEUE + number, SOON));
        desk.limiter().change(CounterSpec.of(keys, 1, lease), Duration.ZERO);
        desk.limiter().change(CounterSpec.of(keys, -1, lease), Duration.ZERO);
        desk.willow().enqueue(QUEUE, ItemSpec.of(keys, new ItemProperties(new byte[0], false, 0, RetryPosition.FRONT, SOON)));
        Item item = desk.willow().dequeue(QUEUE, DequeueRequest.of(Query.where(QUEUE).is(number)), PATIENCE).orElseThrow();
        desk.willow().ack(QUEUE, new AckRequest(
                item.state().id(), Optional.of(true), false, Optional.empty(), item.state().fencingToken()));
    }

    @Override
    public void close() {
        desk.close();
    }
}
