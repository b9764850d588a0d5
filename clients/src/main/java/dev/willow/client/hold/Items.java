package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.InterruptedCallException;
import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.query.Query;
import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes items of one queue that keep themselves. Immutable: `when...` and `interrupting...` give a changed copy, which
/// shares the heartbeats.
///
/// ```java
/// Items builds = Items.of(willow, "builds").interruptingWhenLost();
/// try (TakenItem item = builds.take(where("os").is("linux"), Duration.ofMinutes(1)).orElseThrow()) {
///     build(item.text());
///     item.succeed();
/// }
/// ```
public final class Items {
    /// Long enough for the service to notice that the caller before has left.
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    private final WillowClient willow;
    private final String queue;
    private final ItemHeart heart;
    private final Alerts alerts;

    private Items(WillowClient willow, String queue, ItemHeart heart, Alerts alerts) {
        this.willow = willow;
        this.queue = queue;
        this.heart = heart;
        this.alerts = alerts;
    }

    /// @param willow stays open when the items are closed
    public static Items of(WillowClient willow, String queue) {
        return new Items(willow, queue, new ItemHeart(willow, queue), Alerts.NONE);
    }

    /// Told once of each item that is lost, on a thread of its own.
    public Items whenLost(Consumer<? super Hold> listener) {
        return with(alerts.lost(listener));
    }

    /// Told once of each item for which a newer one waits, on a thread of its own.
    public Items whenSuperseded(Consumer<? super Hold> listener) {
        return with(alerts.superseded(listener));
    }

    /// Interrupts the thread that took an item if it is lost before it is closed.
    public Items interruptingWhenLost() {
        return with(alerts.interruptingWhenLost());
    }

    /// Interrupts the thread that took an item if a newer one waits before it is closed.
    public Items interruptingWhenSuperseded() {
        return with(alerts.interruptingWhenSuperseded());
    }

    private Items with(Alerts changed) {
        return new Items(willow, queue, heart, changed);
    }

    /// Waits for an item of a channel that matches and that the limits let run.
    ///
    /// @param patience how long to wait; zero asks once
    /// @return empty when the time passed without one
    /// @throws RejectedException 404 if there is no such queue, 409 if it was deleted meanwhile
    public Optional<TakenItem> take(Query query, Duration patience) {
        return take(DequeueRequest.of(query), patience);
    }

    /// As [#take(Query, Duration)], with a strategy.
    public Optional<TakenItem> take(DequeueRequest request, Duration patience) {
        Ticker ticker = willow.ticker();
        long end = ticker.nanos() + patience.toNanos();
        while (true) {
            long askedAt = ticker.nanos();
            Duration left = Duration.ofNanos(Math.max(0, end - askedAt));
            Optional<Item> item = asking(client -> client.dequeue(queue, request, left), client -> client
                    .dequeue(queue, request, RECOVERY).stream().toList());
            if (item.isEmpty()) return Optional.empty();
            Optional<TakenItem> taken = item.flatMap(it -> keep(it, askedAt));
            if (taken.isPresent() || left.isZero()) return taken;
        }
    }

    /// Waits until there is at least one item and takes what is there, up to a number.
    ///
    /// @param max the most items to take, at least 1
    /// @return empty when the time passed without any
    public List<TakenItem> takeUpTo(int max, DequeueRequest request, Duration patience) {
        long askedAt = willow.ticker().nanos();
        List<Item> items = asking(client -> client.dequeueUpTo(max, queue, request, patience),
                client -> client.dequeueUpTo(max, queue, request, RECOVERY));
        return items.stream()
                .flatMap(item -> keep(item, askedAt).stream())
                .toList();
    }

    /// Asks under a key. When the caller is interrupted, items may be on their way to nobody: they are asked for once more under the same
    /// key, and given back. That takes as long as the service needs to notice that the call was cut off, a fraction of a second.
    private <T> T asking(Function<WillowClient, T> call, Function<WillowClient, List<Item>> again) {
        WillowClient keyed = willow.withIdempotencyKey(UUID.randomUUID().toString());
        try {
            return call.apply(keyed);
        } catch (InterruptedCallException interrupted) {
            Thread.interrupted();
            giveBack(keyed.once(RECOVERY), again);
            Thread.currentThread().interrupt();
            throw interrupted;
        }
    }

    private void giveBack(WillowClient keyed, Function<WillowClient, List<Item>> again) {
        try {
            for (Item item : again.apply(keyed))
                willow.ack(queue, new AckRequest(
                        item.state().id(), Optional.empty(), true, Optional.empty(), item.state().fencingToken()));
        } catch (ClientException away) {
            // what may be out there times out
        }
    }

    /// @return empty if it was lost on its way here
    private Optional<TakenItem> keep(Item item, long askedAt) {
        Duration timeout = item.spec().properties().timeoutDuration();
        HeartbeatRequest beat = new HeartbeatRequest(item.state().id(), Optional.empty(), item.state().fencingToken());
        Alerts.Bell bell = alerts.bell(willow.ticker());
        Optional<Long> keptAt = confirmed(beat, timeout, askedAt);
        if (keptAt.isEmpty()) return Optional.empty();
        String what = "the item " + item.state().id();
        Keeping keeping = new Keeping(
                willow.ticker(), ThreadLocalRandom.current(), what, timeout, keptAt.get(), heart.of(beat), bell);
        return Optional.of(new TakenItem(willow, queue, item, keeping.start(), bell));
    }

    /// Until when an item is held counts from when it was asked for, which was before it was handed out. After a long
    /// wait that says too little, so a heartbeat is sent whose moment is known.
    private Optional<Long> confirmed(HeartbeatRequest beat, Duration timeout, long askedAt) {
        long now = willow.ticker().nanos();
        if (now - askedAt < timeout.toNanos() / 4) return Optional.of(askedAt);
        try {
            willow.heartbeat(queue, beat);
            return Optional.of(now);
        } catch (RejectedException gone) {
            return Optional.empty();
        }
    }
}
