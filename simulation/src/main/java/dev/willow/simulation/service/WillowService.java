package dev.willow.simulation.service;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.kit.trace.Traces;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.queue.http.QueueDesk;
import dev.willow.queue.remote.LimiterEffects;
import dev.willow.queue.remote.LimiterPort;
import dev.willow.queue.remote.LinkSettings;
import dev.willow.queue.store.QueueCodecs;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Willow.
public final class WillowService extends Node<QueueCommand, QueueEvent, TablePicture, QueueMachine> {
    private static final int MANY = 1_000;
    /// How much longer than its patience a dequeue waits for a question to the Limiter that is open then.
    private static final Duration LAST_TRY = Duration.ofSeconds(10);

    private final Network network;
    private final LimiterService limiter;
    private final Defect defect;
    private QueueDesk desk;
    private Life process;
    private int starts;

    public WillowService(
            Timeline timeline, Network network, Judge judge, History.Reader<QueueCommand, QueueEvent, TablePicture> reader,
            LimiterService limiter, Defect defect) {
        super(timeline, "willow", judge, QueueCodecs.version1(), reader);
        this.network = network;
        this.limiter = limiter;
        this.defect = defect;
    }

    @Override
    protected QueueMachine machine() {
        return new QueueMachine(MANY);
    }

    @Override
    protected StateMachine<QueueCommand, QueueEvent, TablePicture> disguised(QueueMachine machine) {
        return defect == Defect.EARLY_EXPIRY ? new HastyMachine<>(machine) : machine;
    }

    @Override
    protected EffectRunner<QueueEvent> effects(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, Life life) {
        LimiterPort port = new LimiterWire(network, life, limiter);
        port = switch (defect) {
            case LOST_REMOVAL -> new ForgetfulLimiter(port, life.chance());
            case SKIPPED_RECONCILE -> new AgreeableLimiter(port);
            default -> port;
        };
        return new LimiterEffects(engine, machine, port, LinkSettings.DEFAULT, life, _ -> Optional.empty());
    }

    @Override
    protected void started(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, Life life) {
        desk = new QueueDesk(engine, machine, new Traces());
        process = life;
        starts++;
    }

    /// @param command made with the name of the request
    public Served<QueueEvent> carryOut(Function<RequestId, QueueCommand.OfCaller> command, Optional<IdempotencyKey> key) {
        return Served.soon(desk.carryOut(command.apply(new RequestId(fresh())), key));
    }

    public Served<QueueEvent> enqueue(String queue, KeyValues channel, Payload payload, Handling handling, Optional<IdempotencyKey> key) {
        RequestId id = new RequestId(fresh());
        Optional<IdempotencyKey> looked = defect == Defect.WRONG_RETRY && starts > 1 ? Optional.empty() : key;
        return Served.soon(desk.enqueue(
                new QueueCommand.Enqueue(id, queue, channel, new ItemId(fresh()), payload, handling, false), looked));
    }

    public Served<QueueEvent> dequeue(
            String queue, Query query, Strategy strategy, int max, Duration patience, Optional<IdempotencyKey> key) {
        RequestId id = new RequestId(fresh());
        QueueDesk asked = desk;
        CompletableFuture<QueueEvent> outcome =
                asked.dequeue(new Dequeue(id, queue, query, strategy, max, fresh(), patience, key.isPresent()), key);
        return Served.inLine(process, outcome, patience.plus(LAST_TRY), () -> asked.giveUp(id),
                () -> new QueueEvent.NothingToHandOut(id), key.isPresent() ? _ -> {} : late -> asked.takeBack(queue, late));
    }

    public Served<QueueEvent> heartbeat(String queue, ItemId item, Optional<Long> fencingToken) {
        return Served.soon(desk.heartbeat(new RequestId(fresh()), queue, item, Optional.empty(), fencingToken));
    }
}
