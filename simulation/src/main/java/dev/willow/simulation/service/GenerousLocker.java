package dev.willow.simulation.service;

import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockEvent.Granted;
import dev.willow.locker.domain.LockPicture;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.domain.Session;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Want;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// [Defect#DOUBLE_GRANT]: every second request that finds its lock held gets it all the same.
final class GenerousLocker implements StateMachine<LockCommand, LockEvent, LockPicture> {
    private static final int SECOND = 2;
    private final LockTable table;
    private int held;

    GenerousLocker(LockTable table) {
        this.table = table;
    }

    @Override
    public List<LockEvent> apply(LockCommand command, Instant now) {
        List<LockEvent> events = table.apply(command, now);
        boolean isHeldBack = command instanceof LockCommand.Acquire acquire && acquire.wants().size() == 1
                && acquire.tenure() instanceof Tenure.Own && events.stream().noneMatch(Granted.class::isInstance);
        return isHeldBack && ++held % SECOND == 0 ? grant((LockCommand.Acquire) command) : events;
    }

    private List<LockEvent> grant(LockCommand.Acquire acquire) {
        LockPicture picture = table.capture();
        Want want = acquire.wants().getFirst();
        Tenure.Own own = (Tenure.Own) acquire.tenure();
        Hold hold = new Hold(want.id(), own.session(), want.keys(), want.claim(), want.owner(), picture.lastToken() + 1);
        List<Session> sessions = new ArrayList<>(picture.sessions());
        sessions.add(new Session(own.session(), own.timeout(), want.owner(), Session.Kind.OF_ITS_HOLDS));
        List<Hold> holds = new ArrayList<>(picture.holds());
        holds.add(hold);
        table.restore(new LockPicture(hold.fencingToken(), sessions, holds,
                picture.waiters().stream().filter(waiter -> !waiter.request().equals(acquire.id())).toList()));
        return List.of(new Granted(acquire.id(), List.of(new HeldLock(hold, own.timeout(), 2))));
    }

    @Override
    public List<LockEvent> takeOver(Instant now) {
        return table.takeOver(now);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return table.nextDeadline();
    }

    @Override
    public Step<LockCommand, LockEvent> tick(Instant now) {
        return table.tick(now);
    }

    @Override
    public Step<LockCommand, LockEvent> settle(Instant now) {
        return table.settle(now);
    }

    @Override
    public LockPicture capture() {
        return table.capture();
    }

    @Override
    public void restore(LockPicture picture) {
        table.restore(picture);
    }
}
