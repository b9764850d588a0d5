package dev.willow.limiter.domain;

import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The limit table. Its hard state are rules, counters with their leases, and the line of additions that wait; what is
/// soft is the lease deadlines, the [Gate] with its [GroupLocks], and the [RoomFeed]. It may be ahead of the log by [BackedLeases].
///
/// Invariant: the sum of every rule and override for every group is that of the numbers of the counters that it applies
/// to with those values. An addition moves all of them or none.
public final class LimitTable implements StateMachine<LimiterCommand, LimiterEvent, LimiterPicture> {
    private final Sequence sequence = new Sequence();
    private final RuleBook rules = new RuleBook();
    private final CounterTable counters = new CounterTable();
    private final Ledger ledger = new Ledger(rules, counters, sequence);
    private final WaitingLine line = new WaitingLine();
    private final Turns turns = new Turns(rules, ledger, line);
    private final RoomFeed feed;
    private final RuleDesk desk;
    private final Pictures pictures;
    private long leaderRun;
    private Optional<String> lockSession = Optional.empty();

    private final Outbox out = new Outbox();
    private final LateBeats lateBeats = new LateBeats();
    private final Gate gate = new Gate(out);
    private final GroupLocks locks;
    private final Additions additions;
    private final BackedLeases backed;
    private final LimitView view;

    /// @param isAlone      whether no other node keeps the same log
    /// @param maxWaiters   additions allowed in line for one group; more are refused
    /// @param maxListeners callers allowed to wait for news of room; more are refused
    public LimitTable(LockSettings settings, int maxWaiters, int maxListeners, boolean isAlone) {
        feed = new RoomFeed(maxListeners);
        desk = new RuleDesk(rules, counters, feed::changed);
        pictures = new Pictures(rules, counters, line, desk, sequence);
        locks = new GroupLocks(out, gate, new LockSession(out), settings, line);
        gate.connect(locks);
        additions = new Additions(rules, ledger, line, turns, sequence, gate, feed, out, maxWaiters);
        backed = new BackedLeases(isAlone, out, this::carryOut);
        view = new LimitView(rules, counters, line, turns, locks, ledger::granted, () -> leaderRun, backed);
    }

    // ---- requests: what a caller's request leads to

    /// A command that needs no lock: everything but an addition. Whoever it makes room for in line is let in only if the locks are
    /// still held now.
    public Step<LimiterCommand, LimiterEvent> begin(LimiterCommand command, Instant now) {
        locks.check(now);
        out.log(command);
        return out.flush();
    }

    /// @param waits whether to wait in line where it does not fit
    public Step<LimiterCommand, LimiterEvent> add(RequestId by, Addition addition, boolean waits, Instant now) {
        locks.check(now);
        if (backed.isUnsettled() && additions.isCompared(addition)) out.tell(new Refused(by, new Refusal.Unsettled()));
        else additions.arrive(by, addition, waits, now);
        return out.flush();
    }

    /// As [#add], once, of a lease whose owner has an account of its own.
    public Step<LimiterCommand, LimiterEvent> addBacked(RequestId by, Addition addition, Instant now) {
        locks.check(now);
        boolean mayGoAhead = line.isEmpty() && backed.mayGoAhead(addition.counter(), addition.lease().orElseThrow(), now);
        if (!mayGoAhead || !additions.underLocks(by, addition, now, add -> backed.goAhead(add, now)))
            additions.arrive(by, addition, false, now);
        return out.flush();
    }

    /// As [#begin] of the removal, of a lease whose owner has an account of its own.
    public Step<LimiterCommand, LimiterEvent> removeBacked(LimiterCommand.RemoveLease removal, Instant now) {
        locks.check(now);
        var lease = new Addition.LeaseTerms(removal.lease(), Duration.ZERO);
        if (line.isEmpty() && backed.mayGoAhead(removal.counter(), lease, now))
            backed.goAhead(removal, ledger.hasLease(removal.counter(), removal.lease()), now);
        else out.log(removal);
        return out.flush();
    }

    /// The owner of the backed leases has compared what it has, and repaired what differed.
    ///
    /// @param run in which it compared ([LimitView#run]); empty if whoever says so knows that no owner will come
    public Step<LimiterCommand, LimiterEvent> settle(RequestId by, Optional<Long> run, Instant now) {
        if (run.isPresent() && run.get() != leaderRun) return Step.tell(new Refused(by, new Refusal.AnotherRun(leaderRun)));
        backed.settle(now);
        return Step.tell(new LimiterEvent.Settled(by));
    }

    /// Keeps leases. An id is unknown from the moment its lease is named as lapsed; that is said when the log says so.
    public Step<LimiterCommand, LimiterEvent> heartbeat(RequestId by, List<String> leaseIds, Instant now) {
        List<String> unknown = new ArrayList<>();
        List<Long> lapsing = new ArrayList<>();
        for (String id : leaseIds) {
            if (counters.leases().keep(id, now)) continue;
            unknown.add(id);
            lapsing.addAll(counters.leases().lapsing(id));
        }
        if (lapsing.isEmpty()) return Step.tell(new LimiterEvent.HeartbeatTaken(by, unknown));
        lateBeats.add(by, unknown, lapsing);
        return Step.nothing();
    }

    /// Answers when there is room somewhere after the cursor; without one at once.
    ///
    /// @param waits whether to wait; if not, the answer comes at once in any case
    public Step<LimiterCommand, LimiterEvent> listen(RequestId by, Optional<RoomCursor> after, boolean waits) {
        feed.listen(by, after, waits, out);
        return out.flush();
    }

    /// The caller of an addition or of [#listen] left or lost patience.
    public Step<LimiterCommand, LimiterEvent> giveUp(RequestId by) {
        if (!feed.leave(by, out) && !additions.leave(by)) out.log(new LimiterCommand.Withdraw(by, Optional.empty()));
        return out.flush();
    }

    /// Somebody wants to know now what becomes of an addition that waits in line.
    public Step<LimiterCommand, LimiterEvent> decide(RequestId inLine) {
        out.log(new LimiterCommand.Decide(inLine));
        return out.flush();
    }

    /// Something came back from Locker.
    public Step<LimiterCommand, LimiterEvent> hear(LockNews news, Instant now) {
        locks.check(now);
        locks.hear(news, now);
        return out.flush();
    }

    /// Reads what is there. Look-ups change nothing.
    public LimitView view() {
        return view;
    }

    /// The process is about to end in peace: what was answered ahead is written, and word that it is all.
    public Step<LimiterCommand, LimiterEvent> comeToRest() {
        backed.end();
        return out.flush();
    }

    // ---- the log

    @Override
    public List<LimiterEvent> apply(LimiterCommand command, Instant now) {
        out.applied();
        return backed.written(command) ? List.of() : carryOut(command, now);
    }

    private List<LimiterEvent> carryOut(LimiterCommand command, Instant now) {
        List<LimiterEvent> events = new ArrayList<>(2);
        ledger.forgetMoves();
        switch (command) {
            case LimiterCommand.CreateRule create -> rulesChanged(desk.create(create), now, events);
            case LimiterCommand.ChangeRule change -> rulesChanged(desk.change(change), now, events);
            case LimiterCommand.DeleteRule delete -> rulesChanged(desk.delete(delete), now, events);
            case LimiterCommand.CreateOverride create -> rulesChanged(desk.create(create), now, events);
            case LimiterCommand.ChangeOverride change -> rulesChanged(desk.change(change), now, events);
            case LimiterCommand.DeleteOverride delete -> rulesChanged(desk.delete(delete), now, events);
            case LimiterCommand.Add add -> additions.apply(add, now, events);
            case LimiterCommand.Subtract(var by, var counter, var places) ->
                    events.add(new Counted(by, ledger.subtract(counter, places)));
            case LimiterCommand.RemoveLease(var by, var counter, var lease) ->
                    events.add(new Counted(by, ledger.removeLease(counter, lease)));
            case LimiterCommand.SetNumber(var by, var counter, var number) -> events.add(ledger.canSet(counter, number)
                    ? new Counted(by, ledger.set(counter, number))
                    : new Refused(by, new Refusal.TooLarge()));
            case LimiterCommand.Lapse(var grants) -> {
                events.addAll(ledger.lapse(grants));
                lateBeats.lapsed(grants, out);
            }
            case LimiterCommand.Withdraw(var by, var unlocked) -> additions.withdraw(by, unlocked, now, events);
            case LimiterCommand.Decide(var by) -> additions.decide(by, now, events);
            case LimiterCommand.Cover cover -> additions.cover(cover, now, events);
            case LimiterCommand.Uncover(var given) -> {
                turns.uncover(given);
                locks.uncovered(given);
            }
            case LimiterCommand.UseSession(var session) -> lockSession = Optional.of(session);
            case LimiterCommand.AnswerAhead change -> backed.apply(change);
        }
        useFreedPlaces(now, events);
        return events;
    }

    @Override
    public List<LimiterEvent> takeOver(Instant now) {
        leaderRun++;
        turns.clear();
        ledger.restart();
        counters.leases().restart(now);
        out.clear();
        additions.clear();
        lateBeats.clear();
        locks.restart(lockSession);
        feed.restart(leaderRun);
        backed.restart(now);
        return lockSession.<List<LimiterEvent>>map(session -> List.of(new LimiterEvent.CloseSession(session)))
                .orElse(List.of());
    }

    /// Cursors of the feed may have been given out after the backup.
    @Override
    public List<LimiterEvent> takeOverFromBackup(Instant now) {
        leaderRun = StateMachine.beyond(leaderRun, now);
        return takeOver(now);
    }

    @Override
    public boolean isAhead(LimiterCommand command) {
        return backed.isAhead(command);
    }

    @Override
    public boolean isAtLog() {
        return backed.isAtLog();
    }

    @Override
    public LimiterPicture capture() {
        return pictures.capture(leaderRun, lockSession, backed.isOn());
    }

    @Override
    public void restore(LimiterPicture picture) {
        pictures.restore(picture);
        leaderRun = picture.leaderRun();
        lockSession = picture.lockSession();
        backed.restore(picture.answersAhead());
    }

    // ---- time

    @Override
    public Optional<Instant> nextDeadline() {
        return Stream.of(counters.leases().next(), locks.nextDeadline(), backed.nextDeadline())
                .flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> tick(Instant now) {
        locks.tick(now);
        backed.tick(now);
        List<Long> lapsing = counters.leases().takeDue(now);
        if (!lapsing.isEmpty()) out.log(new LimiterCommand.Lapse(lapsing));
        return out.flush();
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> settle(Instant now) {
        locks.check(now);
        additions.settle(now);
        feed.tellNews(out);
        return out.flush();
    }

    /// All sums there are, for tests that count again.
    public Map<GroupKey, Long> sums() {
        Map<GroupKey, Long> sums = new HashMap<>();
        for (RuleEntry rule : rules.inOrder()) {
            rule.gauge().sums().forEach((group, sum) -> sums.put(new GroupKey(rule.id(), group), sum));
            for (Gauge override : rule.overridesInOrder())
                override.sums().forEach((group, sum) -> sums.put(new GroupKey(override.id(), group), sum));
        }
        return sums;
    }

    // ---- in detail

    private void rulesChanged(LimiterEvent answer, Instant now, List<LimiterEvent> events) {
        events.add(answer);
        if (!(answer instanceof Refused) && !line.isEmpty()) turns.rulesChanged(now, events);
    }

    /// What came free goes to those in line first; of what is left the feed tells.
    private void useFreedPlaces(Instant now, List<LimiterEvent> events) {
        if (ledger.moved().isEmpty()) return;
        List<GroupKey> freed = new ArrayList<>();
        if (!line.isEmpty())
            for (Ledger.Moved moved : ledger.moved()) if (moved.freed() > 0) freed.add(moved.place().key());
        if (!freed.isEmpty()) turns.grant(freed, now, events);
        for (Ledger.Moved moved : ledger.moved()) if (moved.freed() > 0) feed.freed(moved.place(), moved.freed());
    }
}
