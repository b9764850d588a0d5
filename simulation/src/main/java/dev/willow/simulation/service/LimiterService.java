package dev.willow.simulation.service;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Page;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.kit.trace.Traces;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.CounterState;
import dev.willow.limiter.domain.LimitTable;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterPicture;
import dev.willow.limiter.domain.LockSettings;
import dev.willow.limiter.domain.Refusal;
import dev.willow.limiter.domain.RoomCursor;
import dev.willow.limiter.domain.RoomNews;
import dev.willow.limiter.domain.RuleState;
import dev.willow.limiter.http.LimitDesk;
import dev.willow.limiter.remote.LockEffects;
import dev.willow.limiter.store.LimitCodecs;
import dev.willow.queue.domain.Counters;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The Limiter.
public final class LimiterService extends Node<LimiterCommand, LimiterEvent, LimiterPicture, LimitTable> {
    private static final Duration LOCK_IDLE = Duration.ofSeconds(30);
    private static final int MANY = 1_000;
    private static final Query OF_QUEUES =
            new Query(Optional.empty(), List.of(), List.of(marked(Counters.RUNNING_KEY), marked(Counters.ENQUEUED_KEY)));

    private final Network network;
    private final LockerService locker;
    private final Defect defect;
    private LimitTable table;
    private LimitDesk desk;
    private Life process;

    public LimiterService(
            Timeline timeline, Network network, Judge judge, History.Reader<LimiterCommand, LimiterEvent, LimiterPicture> reader,
            LockerService locker, Defect defect) {
        super(timeline, "limiter", judge, LimitCodecs.version1(), reader);
        this.network = network;
        this.locker = locker;
        this.defect = defect;
    }

    @Override
    protected LimitTable machine() {
        return new LimitTable(new LockSettings(LOCK_IDLE), MANY, MANY, false);
    }

    @Override
    protected StateMachine<LimiterCommand, LimiterEvent, LimiterPicture> disguised(LimitTable machine) {
        return defect == Defect.LAST_PLACE_TWICE ? new GenerousLimiter(machine) : machine;
    }

    @Override
    protected EffectRunner<LimiterEvent> effects(Engine<LimiterCommand, LimiterEvent> engine, LimitTable machine, Life life) {
        return new LockEffects(new LockerWire(network, life, locker), _ -> Optional.empty(),
                news -> engine.step(now -> machine.hear(news, now)));
    }

    @Override
    protected void started(Engine<LimiterCommand, LimiterEvent> engine, LimitTable machine, Life life) {
        table = machine;
        desk = new LimitDesk(engine, machine, new Traces());
        process = life;
    }

    /// What limits compare, as the running process has it.
    public LimitTable table() {
        return table;
    }

    /// What became of many changes.
    ///
    /// @param decidedBy the keys that decided, for refusals of limits
    public record Changed(List<LimiterEvent> events, Map<Refusal.Limited, List<String>> decidedBy) {}

    /// @param counter that is changed
    /// @param adds    a lease; otherwise it is removed
    public record Change(KeyValues counter, String lease, boolean adds) {}

    public Served<Changed> changeAll(List<Change> changes) {
        LimitDesk asked = desk;
        List<CompletableFuture<LimiterEvent>> outcomes = changes.stream().map(this::change).toList();
        return Served.soon(CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).thenCompose(_ -> {
            List<LimiterEvent> events = new ArrayList<>();
            Set<Refusal.Limited> limited = new HashSet<>();
            for (CompletableFuture<LimiterEvent> outcome : outcomes) {
                events.add(outcome.join());
                if (outcome.join() instanceof LimiterEvent.Refused(var _, Refusal.Limited refusal)) limited.add(refusal);
            }
            if (limited.isEmpty()) return CompletableFuture.completedFuture(new Changed(events, Map.of()));
            return asked.look(view -> view.decidedBy(limited)).thenApply(keys -> new Changed(events, keys));
        }));
    }

    private CompletableFuture<LimiterEvent> change(Change change) {
        RequestId id = new RequestId(fresh());
        if (!change.adds) return desk.carryOut(new LimiterCommand.RemoveLease(id, change.counter, change.lease), Optional.empty());
        Addition.LeaseTerms lease = new Addition.LeaseTerms(change.lease, Duration.ZERO);
        return desk.add(id, Optional.empty(), new Addition(change.counter, 1, Optional.of(lease)), false);
    }

    public Served<LimiterEvent> add(Addition addition, Duration wait, Optional<IdempotencyKey> key) {
        RequestId id = new RequestId(fresh());
        LimitDesk asked = desk;
        CompletableFuture<LimiterEvent> outcome = asked.add(id, key, addition, !wait.isZero());
        if (wait.isZero()) return Served.soon(outcome);
        return Served.inLine(process, outcome, wait, () -> asked.giveUp(id),
                () -> new LimiterEvent.Withdrawn(id, new Refusal.LockerUnreachable("no word")),
                key.isPresent() ? _ -> {} : late -> asked.takeBack(late, addition));
    }

    public Served<LimiterEvent> heartbeat(List<String> leases) {
        return Served.soon(desk.heartbeat(new RequestId(fresh()), leases));
    }

    /// @param command made with the name of the request
    public Served<LimiterEvent> carryOut(Function<RequestId, LimiterCommand.Asked> command, Optional<IdempotencyKey> key) {
        return Served.soon(desk.carryOut(command.apply(new RequestId(fresh())), key));
    }

    public Served<LimiterEvent> listen(Optional<String> cursor, Duration wait) {
        RequestId id = new RequestId(fresh());
        LimitDesk asked = desk;
        Optional<RoomCursor> after = cursor.map(RoomCursor::parse);
        return Served.inLine(process, asked.listen(id, after, !wait.isZero()), wait, () -> asked.giveUp(id),
                () -> new LimiterEvent.RoomTold(id, new RoomNews(cursor.orElseThrow(), false, List.of())), _ -> {});
    }

    /// The counters that queues have.
    public Served<List<CounterState>> countersOfQueues() {
        return Served.soon(desk.look(view -> view.counters(OF_QUEUES, Page.ALL).things()));
    }

    /// The leases in them.
    public Served<LeaseDigest> leasesOfQueues() {
        return Served.soon(desk.look(view -> view.leases(OF_QUEUES)));
    }

    private static Query marked(String key) {
        return Query.of(Selection.where(key, Condition.equal(ValuePattern.exactly(Value.text("true")))));
    }

    public Served<Optional<RuleState>> rule(String name) {
        return Served.soon(desk.look(view -> view.rule(name)));
    }
}
