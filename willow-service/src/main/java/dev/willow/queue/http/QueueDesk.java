package dev.willow.queue.http;

import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.kit.http.RequestIds;
import dev.willow.kit.trace.Traces;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.machine.Situations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The one door between the edge and the queues. They belong to the engine: here they are only spoken of in
/// functions that the engine runs when it is their turn.
///
/// Every future may fail with [dev.willow.engine.UnavailableException].
public final class QueueDesk {
    private final Engine<QueueCommand, QueueEvent> engine;
    private final QueueMachine machine;
    private final Traces traces;

    public QueueDesk(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, Traces traces) {
        this.engine = engine;
        this.machine = machine;
        this.traces = traces;
    }

    public CompletableFuture<QueueEvent> carryOut(QueueCommand.OfCaller command, Optional<IdempotencyKey> key) {
        return traced(command.id(), key, now -> Step.log(command));
    }

    public CompletableFuture<QueueEvent> enqueue(Enqueue enqueue, Optional<IdempotencyKey> key) {
        return traced(enqueue.id(), key, now -> machine.enqueue(enqueue, now));
    }

    /// Binds the key of a batch to its body before anything in it is done.
    ///
    /// @return fails with [dev.willow.engine.KeyReusedException] if it is bound to another one
    public CompletableFuture<QueueEvent> beginBatch(RequestId by, IdempotencyKey key) {
        return engine.request(by, Optional.of(key), now -> Step.tell(new QueueEvent.BatchBegun(by)));
    }

    /// Has what is brought meanwhile decided in one turn, and written in one piece.
    ///
    /// @param bring must not wait for any of the answers
    public void together(Runnable bring) {
        engine.together(bring);
    }

    public CompletableFuture<QueueEvent> dequeue(Dequeue wish, Optional<IdempotencyKey> key) {
        return traced(wish.id(), key, now -> machine.dequeue(wish, now));
    }

    /// A repeated heartbeat must be a new one, so heartbeats take no idempotency key.
    public CompletableFuture<QueueEvent> heartbeat(
            RequestId by, String queue, ItemId item, Optional<KeyValues> channel, Optional<Long> fencingToken) {
        return engine.request(by, Optional.empty(), now -> machine.heartbeat(by, queue, item, channel, fencingToken, now));
    }

    /// The caller of a dequeue waits no longer.
    public void giveUp(RequestId by) {
        engine.giveUp(by, now -> machine.giveUp(by, now));
    }

    /// Takes back what was handed out to a caller who is gone.
    public void takeBack(String queue, QueueEvent late) {
        if (!(late instanceof QueueEvent.HandedOut(var _, var deliveries))) return;
        List<HeldItem> items = deliveries.stream()
                .map(delivery -> new HeldItem(delivery.processing().item().id(), delivery.processing().handOut()))
                .toList();
        engine.submit(new QueueCommand.TakeBack(queue, items));
    }

    public CompletableFuture<List<QueueView>> queues() {
        return engine.read(now -> machine.queues());
    }

    public CompletableFuture<Optional<QueueView>> queue(String name) {
        return engine.read(now -> machine.queue(name));
    }

    /// @return empty if there is no such queue
    public CompletableFuture<Optional<PageOf<ChannelView>>> channels(String queue, Query query, Page page) {
        return engine.read(now -> machine.channels(queue, query, page));
    }

    /// Looks at how things stand, for whoever asks why something is not being served.
    public <T> CompletableFuture<T> look(Function<Situations, T> at) {
        return engine.read(now -> at.apply(machine.situations()));
    }

    /// Lets calls that are made for the request carry its `X-Request-ID`.
    private CompletableFuture<QueueEvent> traced(
            RequestId by, Optional<IdempotencyKey> key, Function<Instant, Step<QueueCommand, QueueEvent>> begin) {
        Optional<String> requestId = RequestIds.current();
        requestId.ifPresent(id -> traces.begin(by, id));
        CompletableFuture<QueueEvent> answer = engine.request(by, key, begin);
        if (requestId.isPresent()) answer.whenComplete((done, failed) -> traces.end(by));
        return answer;
    }
}
