package dev.willow.bench.micro;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.table.QueueTable;
import dev.willow.queue.domain.table.TableWatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Enqueue, hand-out and ack of one item: what the table does of it, and the whole of the machine with a Limiter that lets all in.
@State(Scope.Thread)
public class QueueSteps {
    private static final String QUEUE = "builds";
    private static final KeyValues CHANNEL = channel("own", 0);
    private static final Query OF_CHANNEL = Query.where("own").is(0);
    private static final Payload PAYLOAD = new Payload(new byte[100]);
    private static final Handling HANDLING =
            new Handling(false, new Retries.Times(0), RetryPosition.FRONT, Duration.ofMinutes(1));
    private static final Strategy STRATEGY = new Strategy.RoundRobin();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// That have an item waiting beside.
    @Param({"0", "100000"})
    int channels;

    private QueueTable table;
    private QueueMachine machine;
    private Turns<QueueCommand, QueueEvent> turns;
    private long number;

    @Setup(Level.Trial)
    public void fill() {
        var create = new QueueCommand.CreateQueue(request(), QUEUE, new Capacity.AtMost(10_000_000));
        table = new QueueTable(TableWatcher.NONE);
        table.apply(create, Turns.NOW);
        machine = new QueueMachine(1_000);
        turns = new Turns<>(machine, this::outside);
        turns.run(Step.log(create));
        for (int i = 0; i < channels; i++) {
            QueueCommand.Enqueue enqueue = enqueue(channel("other", i), new ItemId("other-" + i));
            table.apply(enqueue.withPlace(true), Turns.NOW);
            Turns.answer(QueueEvent.Accepted.class, turns.run(machine.enqueue(enqueue, Turns.NOW)));
        }
    }

    /// The Limiter that is always there and has room.
    private Step<QueueCommand, QueueEvent> outside(QueueEvent event) {
        return switch (event) {
            case QueueEvent.Reconcile() -> machine.limiterBack(Turns.NOW);
            case QueueEvent.AskLimiter ask -> machine.answered(ask.lease(), new LimiterAnswer.Allowed(), Turns.NOW);
            case QueueEvent.AnswerAfter after -> after.then().<Step<QueueCommand, QueueEvent>>map(Step::tell).orElseGet(Step::nothing);
            default -> Step.nothing();
        };
    }

    @Benchmark
    public Object table() {
        var item = new ItemId("item-" + number++);
        table.apply(enqueue(CHANNEL, item).withPlace(true), Turns.NOW);
        var pick = new Pick(CHANNEL, item, new HandOutId("hand-out-" + number));
        Turns.answer(QueueEvent.HandedOut.class, table.apply(new QueueCommand.HandOut(request(), QUEUE, List.of(pick)), Turns.NOW).getLast());
        return Turns.answer(QueueEvent.GiveBack.class, table.apply(ack(item), Turns.NOW).getLast());
    }

    @Benchmark
    public Object machine() {
        var item = new ItemId("item-" + number++);
        Turns.answer(QueueEvent.Accepted.class, turns.run(machine.enqueue(enqueue(CHANNEL, item), Turns.NOW)));
        var wish = new Dequeue(request(), QUEUE, OF_CHANNEL, STRATEGY, 1, "hand-out-" + number, PATIENCE, false);
        Turns.answer(QueueEvent.HandedOut.class, turns.run(machine.dequeue(wish, Turns.NOW)));
        return Turns.answer(QueueEvent.Acked.class, turns.run(Step.log(ack(item))));
    }

    private QueueCommand.Enqueue enqueue(KeyValues channel, ItemId item) {
        return new QueueCommand.Enqueue(request(), QUEUE, channel, item, PAYLOAD, HANDLING, false);
    }

    private QueueCommand.Ack ack(ItemId item) {
        return new QueueCommand.Ack(request(), QUEUE, item, Optional.empty(), Optional.empty(), Verdict.SUCCESS);
    }

    private RequestId request() {
        return new RequestId("request-" + number++);
    }

    private static KeyValues channel(String key, int value) {
        return KeyValues.of(key, Value.int64(value), "os", Value.text("linux"));
    }
}
