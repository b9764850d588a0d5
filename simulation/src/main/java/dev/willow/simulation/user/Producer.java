package dev.willow.simulation.user;

import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Enqueues items, and now and then deletes a channel.
public final class Producer extends User {
    public Producer(Stage stage) {
        super(stage, "producer");
    }

    public void start() {
        life.after(chance.millis(0, 500), "thinks", this::work);
    }

    private void work() {
        if (!stage.isLively()) return;
        if (chance.percent(2)) delete();
        else enqueue();
    }

    private void enqueue() {
        String item = stage.fresh("item-");
        KeyValues channel = Things.channel(chance);
        Payload payload = new Payload(item.getBytes(StandardCharsets.UTF_8));
        Retries retries = chance.percent(20) ? new Retries.ForEver() : new Retries.Times(chance.from(0, 2));
        RetryPosition position = chance.percent(50) ? RetryPosition.FRONT : RetryPosition.BACK;
        Handling handling = new Handling(chance.percent(40), retries, position, chance.millis(800, 4_000));
        var key = maybeKey("enqueue", item);
        ask(new Ask<>(stage.willow, "enqueue", Duration.ZERO,
                        () -> stage.willow.enqueue(Things.QUEUE, channel, payload, handling, key), key),
                event -> {
                    if (event instanceof QueueEvent.Accepted) stage.queues.told(item);
                    rest();
                }, this::rest);
    }

    private void delete() {
        KeyValues channel = Things.channel(chance);
        var key = maybeKey("delete", channel.toString());
        ask(new Ask<>(stage.willow, "delete channel", Duration.ZERO,
                        () -> stage.willow.carryOut(id -> new QueueCommand.DeleteChannel(id, Things.QUEUE, channel), key), key),
                _ -> rest(), this::rest);
    }

    private void rest() {
        life.after(chance.millis(50, 900), "thinks", this::work);
    }
}
