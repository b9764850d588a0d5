package dev.willow.simulation.user;

import dev.willow.common.query.Query;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes items, works on them, keeps them by heartbeats or forgets to, and ends them. Where it dies, another one takes its place.
public final class Consumer extends User {
    private final boolean isDrainer;
    private final Set<Delivery> inHand = new HashSet<>();

    public Consumer(Stage stage) {
        this(stage, false);
    }

    private Consumer(Stage stage, boolean isDrainer) {
        super(stage, "consumer");
        this.isDrainer = isDrainer;
    }

    /// One that takes what is left, and does all of it.
    public static Consumer drainer(Stage stage) {
        return new Consumer(stage, true);
    }

    public void start() {
        life.after(chance.millis(0, 500), "thinks", this::take);
    }

    private void take() {
        if (!isDrainer && !stage.isLively()) return;
        Duration wait = chance.percent(30) && !isDrainer ? Duration.ZERO : chance.millis(200, 3_000);
        Query query = chance.percent(50) || isDrainer ? Query.EVERYTHING : Query.where("os").is(Things.system(chance));
        Strategy strategy = switch (chance.from(0, 3)) {
            case 0 -> new Strategy.RoundRobin();
            case 1 -> new Strategy.Oldest();
            case 2 -> new Strategy.Random(chance.number());
            default -> new Strategy.Priority("branch");
        };
        int max = chance.from(1, 3);
        var key = maybeKey("dequeue", "");
        ask(new Ask<>(stage.willow, "dequeue", wait, () -> stage.willow.dequeue(Things.QUEUE, query, strategy, max, wait, key), key),
                event -> {
                    if (event instanceof QueueEvent.HandedOut(var _, List<Delivery> deliveries)) deliveries.forEach(this::work);
                    rest();
                }, this::rest);
    }

    private void rest() {
        life.after(chance.millis(20, 600), "thinks", this::take);
    }

    private void work(Delivery delivery) {
        stage.queues.took(delivery);
        inHand.add(delivery);
        if (stage.isLively() && chance.percent(4)) {
            life.tell("dies");
            life.die();
            new Consumer(stage).start();
            return;
        }
        boolean isDiligent = isDrainer || chance.percent(85);
        if (isDiligent) beatLater(delivery);
        Duration length = isDrainer ? chance.millis(1, 50) : chance.millis(1, 5_000);
        life.after(length, "is done", () -> end(delivery));
    }

    private void beatLater(Delivery delivery) {
        Duration third = delivery.processing().item().handling().timeout().dividedBy(3);
        life.after(third, "beats", () -> beat(delivery));
    }

    private void beat(Delivery delivery) {
        if (!inHand.contains(delivery)) return;
        long sentAt = life.nanos();
        ask(new Ask<>(stage.willow, "heartbeat", Duration.ZERO,
                        () -> stage.willow.heartbeat(Things.QUEUE, itemOf(delivery), token(delivery)), Optional.empty()),
                event -> beaten(delivery, event, sentAt), () -> beatLater(delivery));
    }

    private void beaten(Delivery delivery, QueueEvent event, long sentAt) {
        if (!inHand.contains(delivery)) return;
        if (event instanceof QueueEvent.Kept) {
            // The call may have been made again since: what counts is when that was.
            stage.queues.kept(delivery, sentAt);
            beatLater(delivery);
        } else {
            stage.judge.require(!stage.queues.isClaimed(delivery), () -> "a heartbeat in time was told " + event);
            inHand.remove(delivery);
        }
    }

    private void end(Delivery delivery) {
        if (!inHand.remove(delivery)) return;
        stage.queues.letGo(delivery);
        int dice = isDrainer ? 100 : chance.from(1, 100);
        Verdict verdict = dice <= 15 ? Verdict.FAILURE : dice <= 25 ? Verdict.RELEASE : Verdict.SUCCESS;
        Optional<Long> token = chance.percent(70) ? token(delivery) : Optional.empty();
        var key = maybeKey("ack", itemOf(delivery).value() + verdict);
        ask(new Ask<>(stage.willow, "ack", Duration.ZERO, () -> stage.willow.carryOut(
                        id -> new QueueCommand.Ack(id, Things.QUEUE, itemOf(delivery), Optional.empty(), token, verdict), key), key),
                event -> {
                    if (event instanceof QueueEvent.Acked) stage.queues.toldAcked(delivery, verdict);
                }, () -> {});
    }

    private static ItemId itemOf(Delivery delivery) {
        return delivery.processing().item().id();
    }

    private static Optional<Long> token(Delivery delivery) {
        Processing processing = delivery.processing();
        return Optional.of(processing.fencingToken());
    }
}
