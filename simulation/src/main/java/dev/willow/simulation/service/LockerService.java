package dev.willow.simulation.service;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockPicture;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.Refusal;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Want;
import dev.willow.locker.http.LockDesk;
import dev.willow.locker.store.LockCodecs;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Locker.
public final class LockerService extends Node<LockCommand, LockEvent, LockPicture, LockTable> {
    private static final int MANY = 1_000;
    private final Defect defect;
    private LockDesk desk;
    private Life process;

    public LockerService(Timeline timeline, Judge judge, History.Reader<LockCommand, LockEvent, LockPicture> reader, Defect defect) {
        super(timeline, "locker", judge, LockCodecs.version1(), reader);
        this.defect = defect;
    }

    @Override
    protected LockTable machine() {
        return new LockTable();
    }

    @Override
    protected StateMachine<LockCommand, LockEvent, LockPicture> disguised(LockTable machine) {
        return defect == Defect.DOUBLE_GRANT ? new GenerousLocker(machine) : machine;
    }

    @Override
    protected EffectRunner<LockEvent> effects(Engine<LockCommand, LockEvent> engine, LockTable machine, Life life) {
        return EffectRunner.none();
    }

    @Override
    protected void started(Engine<LockCommand, LockEvent> engine, LockTable machine, Life life) {
        desk = new LockDesk(engine, machine);
        process = life;
    }

    /// @param keys    to be locked, all or none
    /// @param session that they are to join; otherwise they get one of their own
    public Served<LockEvent> acquire(
            List<KeyValues> keys, Claim claim, Optional<String> session, Duration timeout, String owner, Duration wait,
            Optional<IdempotencyKey> key) {
        RequestId id = new RequestId(fresh());
        List<Want> wants = keys.stream().map(each -> new Want(new LockId(fresh()), each, claim, Optional.of(owner))).toList();
        Tenure tenure = session.<Tenure>map(named -> new Tenure.Joined(new SessionId(named)))
                .orElseGet(() -> new Tenure.Own(new SessionId(fresh()), timeout));
        Patience patience = wait.isZero() ? new Patience.None() : new Patience.InLine(MANY);
        CompletableFuture<LockEvent> outcome = desk.carryOut(id, key, new LockCommand.Acquire(id, wants, tenure, patience));
        LockDesk asked = desk;
        return Served.inLine(process, outcome, wait, () -> asked.giveUp(id),
                () -> new LockEvent.Withdrawn(id, new Refusal.NotGranted(keys.getFirst(), Optional.empty())),
                key.isPresent() ? _ -> {} : asked::takeBack);
    }

    public Served<LockEvent> keepLock(LockId lock, SessionId session) {
        return Served.soon(desk.keepLock(new RequestId(fresh()), lock, session));
    }

    public Served<LockEvent> release(LockId lock, SessionId session, Optional<IdempotencyKey> key) {
        RequestId id = new RequestId(fresh());
        return Served.soon(desk.carryOut(id, key, new LockCommand.Release(id, lock, session)));
    }

    public Served<LockEvent> open(Duration timeout, String owner) {
        RequestId id = new RequestId(fresh());
        return Served.soon(desk.carryOut(
                id, Optional.empty(), new LockCommand.OpenSession(id, new SessionId(fresh()), timeout, Optional.of(owner))));
    }

    public Served<LockEvent> keepSession(String session) {
        return Served.soon(desk.keepSession(new RequestId(fresh()), new SessionId(session)));
    }

    public Served<LockEvent> close(String session) {
        RequestId id = new RequestId(fresh());
        return Served.soon(desk.carryOut(id, Optional.empty(), new LockCommand.CloseSession(id, new SessionId(session))));
    }

    public Served<LockEvent> contended(String session, Duration wait) {
        RequestId id = new RequestId(fresh());
        LockDesk asked = desk;
        return Served.inLine(process, asked.watch(id, new SessionId(session), MANY), wait, () -> asked.giveUp(id),
                () -> new LockEvent.Contended(id, List.of()), _ -> {});
    }
}
