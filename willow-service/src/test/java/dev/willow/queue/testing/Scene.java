package dev.willow.queue.testing;

import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.table.TablePicture.ChannelPicture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words for tests: requests by name, channels as `os=linux,branch=main`, payloads as text. Everything runs to its end after each
/// call, unless a test drives the [World] itself.
public final class Scene {
    public static final String QUEUE = "q";
    public static final Duration TIMEOUT = Duration.ofSeconds(30);
    public static final Duration LONG = Duration.ofMinutes(5);

    public final World world;
    private int made;

    public Scene(World world) {
        this.world = world;
    }

    /// With an unlimited queue.
    public static Scene withQueue() {
        return withQueue(new Capacity.Unlimited());
    }

    public static Scene withQueue(Capacity capacity) {
        Scene scene = new Scene(World.ready());
        scene.create(QUEUE, capacity);
        scene.world.runToQuiet();
        return scene;
    }

    public RequestId create(String queue, Capacity capacity) {
        RequestId id = next("create");
        world.submit(new QueueCommand.CreateQueue(id, queue, capacity));
        return id;
    }

    public static Handling fixed() {
        return new Handling(false, new Retries.Times(0), RetryPosition.FRONT, TIMEOUT);
    }

    public static Handling updateable() {
        return new Handling(true, new Retries.Times(0), RetryPosition.FRONT, TIMEOUT);
    }

    public QueueCommand.Enqueue enqueue(String queue, String channel, String payload, Handling handling) {
        RequestId id = next("push");
        return new QueueCommand.Enqueue(id, queue, keys(channel), new ItemId("item-" + made), bytes(payload), handling, false);
    }

    /// Sends an enqueue; what becomes of it is up to the world.
    public RequestId push(QueueCommand.Enqueue enqueue) {
        world.begin(now -> world.machine.enqueue(enqueue, now));
        return enqueue.id();
    }

    public RequestId push(String queue, String channel, String payload, Handling handling) {
        return push(enqueue(queue, channel, payload, handling));
    }

    public RequestId push(String channel, String payload, Handling handling) {
        return push(QUEUE, channel, payload, handling);
    }

    /// Enqueues and gives the id that the item has.
    public ItemId put(String channel, String payload, Handling handling) {
        RequestId id = push(channel, payload, handling);
        world.runToQuiet();
        return accepted(id).item();
    }

    public ItemId put(String channel, String payload) {
        return put(channel, payload, fixed());
    }

    public QueueEvent.Accepted accepted(RequestId id) {
        if (world.answer(id) instanceof QueueEvent.Accepted accepted) return accepted;
        throw new AssertionError(id + " was not accepted: " + world.answer(id));
    }

    public RequestId take(Dequeue wish) {
        world.begin(now -> world.machine.dequeue(wish, now));
        return wish.id();
    }

    /// Sends a dequeue that waits.
    public RequestId take(String where) {
        return take(wish(where, new Strategy.RoundRobin(), 1, LONG));
    }

    /// Sends a dequeue that tries once.
    public RequestId takeNow(String where) {
        return take(wish(where, new Strategy.RoundRobin(), 1, Duration.ZERO));
    }

    /// Dequeues at once and gives what came, or null.
    public Delivery got(String where) {
        RequestId id = takeNow(where);
        world.runToQuiet();
        return delivery(id);
    }

    public Dequeue wish(String where, Strategy strategy, int max, Duration patience) {
        return wish(QUEUE, where, strategy, max, patience);
    }

    public Dequeue wish(String queue, String where, Strategy strategy, int max, Duration patience) {
        RequestId id = next("take");
        return new Dequeue(id, queue, query(where), strategy, max, "h" + made, patience, false);
    }

    /// The same by a consumer that named an idempotency key.
    public static Dequeue comingBack(Dequeue wish) {
        return new Dequeue(
                wish.id(), wish.queue(), wish.query(), wish.strategy(), wish.max(), wish.handOuts(), wish.patience(), true);
    }

    /// What a dequeue was handed, or null if it was handed nothing.
    public Delivery delivery(RequestId id) {
        return world.answer(id) instanceof QueueEvent.HandedOut(var _, List<Delivery> deliveries) ? deliveries.getFirst() : null;
    }

    /// The text of what a dequeue was handed, or null.
    public String text(RequestId id) {
        Delivery delivery = delivery(id);
        return delivery == null ? null : text(delivery);
    }

    public static String text(Delivery delivery) {
        return text(delivery.processing().item().payload());
    }

    public static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }

    public RequestId ack(ItemId item, Verdict verdict) {
        return ack(QUEUE, item, Optional.empty(), Optional.empty(), verdict);
    }

    public RequestId ack(String queue, ItemId item, Optional<KeyValues> channel, Optional<Long> token, Verdict verdict) {
        RequestId id = next("ack");
        world.submit(new QueueCommand.Ack(id, queue, item, channel, token, verdict));
        return id;
    }

    /// Acks and lets everything run.
    public QueueEvent.Answer acked(ItemId item, Verdict verdict) {
        RequestId id = ack(item, verdict);
        world.runToQuiet();
        return world.answer(id);
    }

    public QueueEvent.Answer heartbeat(ItemId item) {
        return heartbeat(QUEUE, item);
    }

    public QueueEvent.Answer heartbeat(String queue, ItemId item) {
        return world.answer(beat(queue, item));
    }

    public RequestId beat(ItemId item) {
        return beat(QUEUE, item);
    }

    /// Sends a heartbeat. It is answered at once, but for one that comes too late.
    public RequestId beat(String queue, ItemId item) {
        RequestId id = next("heartbeat");
        world.begin(now -> world.machine.heartbeat(id, queue, item, Optional.empty(), Optional.empty(), now));
        return id;
    }

    /// The payloads that wait in a channel, in their order.
    public List<String> waiting(String channel) {
        return channelPicture(channel).map(found -> found.waiting().stream().map(item -> text(item.payload())).toList()).orElse(List.of());
    }

    public Optional<ChannelPicture> channelPicture(String channel) {
        return world.machine.capture().queues().stream()
                .flatMap(queue -> queue.channels().stream())
                .filter(found -> found.keys().equals(keys(channel)))
                .findFirst();
    }

    public RequestId next(String kind) {
        return new RequestId(kind + "-" + ++made);
    }

    public static KeyValues keys(String channel) {
        Map<String, Value> pairs = new LinkedHashMap<>();
        for (String pair : channel.split(",")) {
            String[] both = pair.split("=");
            pairs.put(both[0], both[1].matches("\\d+") ? Value.int64(Long.parseLong(both[1])) : Value.text(both[1]));
        }
        return KeyValues.of(pairs);
    }

    /// Something with these key-values, for queries to match.
    public static Subject subject(KeyValues keys) {
        record Thing(String id, KeyPatterns keys) implements Subject {}
        return new Thing(keys.toString(), keys.asPatterns());
    }

    /// A query for exactly these pairs; `*` for everything.
    public static Query query(String where) {
        if (where.equals("*")) return Query.EVERYTHING;
        Map<String, Condition> conditions = new LinkedHashMap<>();
        keys(where).forEach(pair -> conditions.put(pair.getKey(), Condition.equal(ValuePattern.exactly(pair.getValue()))));
        return Query.of(new Selection(Optional.empty(), conditions, java.util.OptionalInt.empty(), java.util.OptionalInt.empty()));
    }

    public static Payload bytes(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8));
    }
}
