package dev.willow.faults;

import dev.willow.client.ClientException;
import dev.willow.client.RetryPolicy;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.faults.scene.Scene;
import dev.willow.faults.work.Desk;
import dev.willow.faults.work.Queues;
import dev.willow.faults.work.Whistle;
import dev.willow.faults.work.Witness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;

/// Does behind the back of the crew, through the services' own calls, what their defects would do.
///
/// | what it does | as if |
/// |---|---|
/// | gives back an item that a consumer has | Willow handed it out twice, and the Limiter let in one too many |
/// | takes an item and acks it | Willow lost it |
/// | pushes items that nobody knows, and ones that were done | Willow made them up, or did not forget them |
/// | releases locks of others | Locker served one lock to two |
/// | adds to a counter and leaves it so | the Limiter lost a subtraction |
final class Saboteur implements Witness, Bench.Play {
    /// How often each deed has to succeed, so that some of it must show.
    private static final Map<String, Integer> ENOUGH = Map.of("give back", 30, "steal", 3, "push again", 3, "push", 3, "break a lock", 20);
    private static final int MOST_ROUNDS = 1_000;
    private static final String UNHEARD_OF = "unheard of";
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private final LinkedBlockingQueue<TakenItem> taken = new LinkedBlockingQueue<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<TakenItem> seen = new ArrayList<>();
    private final Whistle never = new Whistle();

    @Override
    public void taken(String queue, TakenItem item) {
        if (queue.equals(Queues.BUILDS)) taken.add(item);
    }

    @Override
    public void perform(Scene scene) throws IOException, InterruptedException {
        try (Desk desk = Desk.at(scene::uriOf, RetryPolicy.NONE, ANSWER)) {
            desk.limiter().change(CounterSpec.of(KeyValues.of("forgotten", Value.text("yes")), 1, Optional.empty()), Duration.ZERO);
            for (int i = 0; i < MOST_ROUNDS && !hasDoneEnough(); i++) {
                TakenItem item = newest();
                if (i % 2 == 0) deed("give back", () -> giveBack(desk, item));
                else seen.add(item);
                seen.stream().filter(TakenItem::hasEnded)
                        .forEach(ended -> deed("push again", () -> push(desk, ended.text(), ended.keyValues())));
                seen.removeIf(TakenItem::hasEnded);
                deed("push", () -> push(desk, UNHEARD_OF, KeyValues.of("branch", Value.text("x"))));
                if (i % 8 == 0) deed("steal", () -> steal(desk));
                breakLocks(desk);
                never.pause(PAUSE);
            }
        }
        System.out.println("the saboteur: " + done);
    }

    private boolean hasDoneEnough() {
        return ENOUGH.entrySet().stream().allMatch(deed -> done.getOrDefault(deed.getKey(), 0) >= deed.getValue());
    }

    /// One that is still worked on, if any is.
    private TakenItem newest() throws InterruptedException {
        TakenItem newest = taken.take();
        for (TakenItem newer; (newer = taken.poll()) != null; ) newest = newer;
        return newest;
    }

    private static void giveBack(Desk desk, TakenItem item) {
        desk.willow().ack(Queues.BUILDS, new AckRequest(item.id(), Optional.empty(), true, Optional.empty(), Optional.empty()));
    }

    private static void push(Desk desk, String payload, KeyValues channel) {
        desk.willow().enqueue(Queues.BUILDS, ItemSpec.of(channel, new ItemProperties(
                payload.getBytes(StandardCharsets.UTF_8), false, 0, RetryPosition.FRONT, Duration.ofSeconds(1))));
    }

    /// An item of the crew, which would be tried for ever.
    private static void steal(Desk desk) {
        DequeueRequest those = DequeueRequest.of(Query.where("pool").exists());
        Item item = desk.willow().dequeue(Queues.BUILDS, those, ANSWER).orElseThrow();
        boolean isRepeated = item.spec().properties().retryAttempts() == 0;
        if (isRepeated) throw new NoSuchElementException("an item of its own");
        desk.willow().ack(Queues.BUILDS,
                new AckRequest(item.state().id(), Optional.of(true), false, Optional.empty(), item.state().fencingToken()));
    }

    private void breakLocks(Desk desk) {
        for (Lock lock : desk.locker().locks(QueryRequest.of(Query.where("lock").exists())).things())
            deed("break a lock", () -> desk.locker().release(lock.state().lockId(), lock.state().sessionId()));
    }

    private void deed(String name, Runnable deed) {
        try {
            deed.run();
            done.merge(name, 1, Integer::sum);
        } catch (ClientException | NoSuchElementException failed) {
            // another time
        }
    }
}
