package dev.willow.limiter.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.Subject;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.Applying.Place;
import dev.willow.limiter.domain.LimiterCommand.Add;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Lapsed;
import dev.willow.limiter.domain.LimiterEvent.Queued;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.LimiterEvent.SentBack;
import dev.willow.limiter.domain.LimiterEvent.Withdrawn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The limit table. Its hard state are rules, counters with their leases, and the line of additions that wait; what is
/// soft is the lease deadlines, the [Gate] with its [GroupLocks], and the [RoomFeed].
///
/// Invariant: the sum of every rule and override for every group is that of the numbers of the counters that it applies
/// to with those values. An addition moves all of them or none.
public final class LimitTable implements StateMachine<LimiterCommand, LimiterEvent, LimiterPicture> {
    /// A version that the rules never have.
    private static final long NO_RULES = -1;

    private final Sequence sequence = new Sequence();
    private final RuleBook rules = new RuleBook();
    private final CounterTable counters = new CounterTable();
    private final Ledger ledger = new Ledger(rules, counters, sequence);
    private final WaitingLine line = new WaitingLine();
    private final Turns turns = new Turns(rules, ledger, line);
    private final RoomFeed feed = new RoomFeed();
    private final RuleDesk desk = new RuleDesk(rules, counters, feed::changed);
    private final Pictures pictures = new Pictures(rules, counters, line, desk, sequence);
    private final int maxWaiters;
    private long leaderRun;
    private Optional<String> lockSession = Optional.empty();

    private final Outbox out = new Outbox();
    private final Gate gate = new Gate(out);
    private final GroupLocks locks;

    /// Additions that were gated under rules that have changed since.
    private final Map<RequestId, Add> sentBack = new LinkedHashMap<>();

    /// @param maxWaiters additions allowed in line for one group; more are refused
    public LimitTable(LockSettings settings, int maxWaiters) {
        this.maxWaiters = maxWaiters;
        locks = new GroupLocks(out, gate, new LockSession(out), settings, line);
        gate.connect(locks);
    }

    // ---- requests: what a caller's request leads to

    /// A command that needs no lock: everything but an addition.
    public Step<LimiterCommand, LimiterEvent> begin(LimiterCommand.Asked command, Instant now) {
        locks.check(now);
        out.log(command);
        return out.flush();
    }

    /// @param waits whether to wait in line where it does not fit
    public Step<LimiterCommand, LimiterEvent> add(RequestId by, Addition addition, boolean waits, Instant now) {
        locks.check(now);
        // A lease that is there needs no locks. Should it be gone when this is applied, the addition comes to the gate then.
        if (ledger.leaseOf(addition) != null) out.log(new Add(by, addition, waits, NO_RULES));
        else if (waits) enterGateUnlessLineIsFull(by, addition, now);
        else enterGate(by, addition, false, now);
        return out.flush();
    }

    public Step<LimiterCommand, LimiterEvent> heartbeat(RequestId by, List<String> leaseIds, Instant now) {
        List<String> unknown = leaseIds.stream().filter(id -> !counters.leases().keep(id, now)).toList();
        return Step.tell(new LimiterEvent.HeartbeatTaken(by, unknown));
    }

    /// Answers when there is room somewhere after the cursor; without one at once.
    public Step<LimiterCommand, LimiterEvent> listen(RequestId by, Optional<RoomCursor> after) {
        feed.listen(by, after, out);
        return out.flush();
    }

    /// The caller of an addition or of [#listen] left or lost patience.
    public Step<LimiterCommand, LimiterEvent> giveUp(RequestId by) {
        if (!feed.leave(by, out) && !leaveGate(by)) out.log(new LimiterCommand.Withdraw(by, Optional.empty()));
        return out.flush();
    }

    /// Something came back from Locker.
    public Step<LimiterCommand, LimiterEvent> hear(LockNews news, Instant now) {
        locks.check(now);
        locks.hear(news, now);
        return out.flush();
    }

    // ---- look-ups

    public Optional<RuleState> rule(String nameOrId) {
        return Optional.ofNullable(rules.find(nameOrId)).map(RuleEntry::state);
    }

    public PageOf<RuleState> rules(Query query, Page page) {
        PageOf<RuleEntry> found = rules.index().page(query, page);
        return new PageOf<>(found.things().stream().map(RuleEntry::state).toList(), found.nextCursor());
    }

    public PageOf<RuleState> rules(Match match, Page page) {
        PageOf<RuleEntry> found = page(rules.index(), match, page);
        return new PageOf<>(found.things().stream().map(RuleEntry::state).toList(), found.nextCursor());
    }

    /// @return empty if there is no such rule, or no such override
    public Optional<Bound.RuleOverride> override(String rule, String nameOrId) {
        return Optional.ofNullable(rules.find(rule)).map(found -> found.override(nameOrId)).map(LimitTable::asOverride);
    }

    /// @return empty if there is no such rule
    public Optional<PageOf<Bound.RuleOverride>> overrides(String rule, Query query, Page page) {
        return Optional.ofNullable(rules.find(rule)).map(found -> asOverrides(found.overrides().page(query, page)));
    }

    /// @return empty if there is no such rule
    public Optional<PageOf<Bound.RuleOverride>> overrides(String rule, Match match, Page page) {
        return Optional.ofNullable(rules.find(rule)).map(found -> asOverrides(page(found.overrides(), match, page)));
    }

    public PageOf<CounterState> counters(Query query, Page page) {
        PageOf<Counter> found = counters.index().page(query, page);
        return new PageOf<>(found.things().stream().map(Counter::state).toList(), found.nextCursor());
    }

    /// What would happen to this addition now. Nothing is changed by asking.
    public Explanation explain(Addition addition) {
        return new Explainer(rules, counters, line, locks.trouble()).explain(addition);
    }

    /// What holds this addition back now: a limit, or else nothing but those who stand in line before it, if anything.
    public Optional<Refusal.Limited> heldBack(Addition addition) {
        return turns.heldBack(addition).map(Place::refusal);
    }

    // ---- the log

    @Override
    public List<LimiterEvent> apply(LimiterCommand command, Instant now) {
        List<LimiterEvent> events = new ArrayList<>(2);
        ledger.forgetMoves();
        switch (command) {
            case LimiterCommand.CreateRule create -> rulesChanged(desk.create(create), now, events);
            case LimiterCommand.ChangeRule change -> rulesChanged(desk.change(change), now, events);
            case LimiterCommand.DeleteRule delete -> rulesChanged(desk.delete(delete), now, events);
            case LimiterCommand.CreateOverride create -> rulesChanged(desk.create(create), now, events);
            case LimiterCommand.ChangeOverride change -> rulesChanged(desk.change(change), now, events);
            case LimiterCommand.DeleteOverride delete -> rulesChanged(desk.delete(delete), now, events);
            case Add add -> add(add, now, events);
            case LimiterCommand.Subtract(var by, var counter, var places) ->
                    events.add(new Counted(by, ledger.subtract(counter, places)));
            case LimiterCommand.RemoveLease(var by, var counter, var lease) ->
                    events.add(new Counted(by, ledger.removeLease(counter, lease)));
            case LimiterCommand.SetNumber(var by, var counter, var number) -> events.add(ledger.canSet(counter, number)
                    ? new Counted(by, ledger.set(counter, number))
                    : new Refused(by, new Refusal.TooLarge()));
            case LimiterCommand.Lapse(var grants) -> lapse(grants, events);
            case LimiterCommand.Withdraw(var by, var unlocked) -> withdraw(by, unlocked, now, events);
            case LimiterCommand.Cover cover -> cover(cover, now, events);
            case LimiterCommand.Uncover(var given) -> {
                turns.uncover(given);
                locks.uncovered(given);
            }
            case LimiterCommand.UseSession(var session) -> lockSession = Optional.of(session);
        }
        useFreedPlaces(now, events);
        return events;
    }

    @Override
    public List<LimiterEvent> takeOver(Instant now) {
        leaderRun++;
        turns.clear();
        counters.leases().restart(now);
        out.clear();
        gate.clear();
        sentBack.clear();
        locks.restart(lockSession);
        feed.restart(leaderRun);
        return lockSession.<List<LimiterEvent>>map(session -> List.of(new LimiterEvent.CloseSession(session)))
                .orElse(List.of());
    }

    @Override
    public LimiterPicture capture() {
        return pictures.capture(leaderRun, lockSession);
    }

    @Override
    public void restore(LimiterPicture picture) {
        pictures.restore(picture);
        leaderRun = picture.leaderRun();
        lockSession = picture.lockSession();
    }

    // ---- time

    @Override
    public Optional<Instant> nextDeadline() {
        Optional<Instant> lapse = counters.leases().next();
        Optional<Instant> lock = locks.nextDeadline();
        if (lapse.isEmpty() || lock.isEmpty()) return lapse.or(() -> lock);
        return lapse.get().isBefore(lock.get()) ? lapse : lock;
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> tick(Instant now) {
        locks.tick(now);
        List<Long> lapsing = counters.leases().takeDue(now);
        if (!lapsing.isEmpty()) out.log(new LimiterCommand.Lapse(lapsing));
        return out.flush();
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> settle(Instant now) {
        locks.check(now);
        if (!sentBack.isEmpty()) {
            List<Add> again = List.copyOf(sentBack.values());
            sentBack.clear();
            for (Add add : again) enterGate(add.by(), add.addition(), add.waits(), now);
        }
        for (RequestId by : turns.takeUncovered()) {
            WaitingLine.Waiter waiter = line.find(by);
            if (waiter == null || gate.isEntered(by)) continue;
            Applying applying = rules.applyingTo(waiter.addition().counter());
            gate.enter(by, applying.locks(), new LimiterCommand.Cover(by, rules.version()), now);
        }
        feed.tellNews(out);
        return out.flush();
    }

    /// All sums there are, for tests that count again.
    Map<GroupKey, Long> sums() {
        Map<GroupKey, Long> sums = new HashMap<>();
        for (RuleEntry rule : rules.inOrder()) {
            rule.gauge().sums().forEach((group, sum) -> sums.put(new GroupKey(rule.id(), group), sum));
            for (Gauge override : rule.overridesInOrder())
                override.sums().forEach((group, sum) -> sums.put(new GroupKey(override.id(), group), sum));
        }
        return sums;
    }

    // ---- in detail

    /// The bound holds nobody back who fits, and is no promise that is replayed: of additions that come at the same
    /// moment, a few may stand in line beyond it.
    private void enterGateUnlessLineIsFull(RequestId by, Addition addition, Instant now) {
        Optional<Place> full = turns.fullLine(addition, maxWaiters);
        if (full.isEmpty()) {
            enterGate(by, addition, true, now);
            return;
        }
        Bound bound = full.get().gauge().bound();
        out.tell(new Refused(by, new Refusal.LineFull(bound.ruleName(), bound.overrideName(), full.get().group(), maxWaiters)));
    }

    private void enterGate(RequestId by, Addition addition, boolean waits, Instant now) {
        Applying applying = rules.applyingTo(addition.counter());
        gate.enter(by, applying.locks(), new Add(by, addition, waits, rules.version()), now);
    }

    /// Whether an addition had not come past the gate. If so it is told that it could not be compared.
    private boolean leaveGate(RequestId by) {
        if (!gate.leave(by) && sentBack.remove(by) == null) return false;
        out.tell(new Withdrawn(by, new Refusal.LockerUnreachable("the locks of its groups were not granted in time")));
        return true;
    }

    private void add(Add add, Instant now, List<LimiterEvent> events) {
        sentBack.remove(add.by());
        Addition addition = add.addition();
        Lease there = ledger.leaseOf(addition);
        if (there != null) {
            events.add(new Counted(add.by(), ledger.addAgain(there, now)));
        } else if (add.rulesVersion() != rules.version()) {
            sentBack.put(add.by(), add);
            events.add(new SentBack(add.by()));
        } else if (add.waits() && turns.queues(add.by(), addition, sequence.next())) {
            events.add(new Queued(add.by()));
        } else {
            List<Place> blocking = rules.applyingTo(addition.counter()).blocking(addition.places());
            if (blocking.isEmpty()) turns.grant(turns.admit(add.by(), addition, now, events), now, events);
            else events.add(new Refused(add.by(), refusal(blocking.getFirst())));
        }
        gate.applied(add.by());
    }

    private Refusal refusal(Place blocking) {
        Refusal.Limited refusal = blocking.refusal();
        if (refusal.reason() == Refusal.Reason.LIMIT_REACHED) feed.refused(blocking.key());
        return refusal;
    }

    private void lapse(List<Long> grants, List<LimiterEvent> events) {
        for (long grant : grants) {
            Lease lease = counters.leases().granted(grant);
            if (lease == null) continue;
            ledger.remove(lease);
            events.add(new Lapsed(lease.counter().keyValues(), lease.id()));
        }
    }

    private void withdraw(RequestId by, Optional<String> unlocked, Instant now, List<LimiterEvent> events) {
        WaitingLine.Waiter waiter = line.find(by);
        if (waiter == null) {
            leaveGate(by);
            return;
        }
        Optional<Place> waitsFor = turns.waitsFor(waiter);
        if (unlocked.isPresent()) events.add(new Refused(by, new Refusal.LockerUnreachable(unlocked.get())));
        else if (waitsFor.isPresent()) events.add(new Withdrawn(by, refusal(waitsFor.get())));
        else events.add(new Withdrawn(by, new Refusal.LockerUnreachable("its turn had not come")));
        turns.withdraw(waiter, now, events);
        gate.leave(by);
    }

    private void cover(LimiterCommand.Cover cover, Instant now, List<LimiterEvent> events) {
        WaitingLine.Waiter waiter = line.find(cover.addition());
        if (waiter != null && cover.rulesVersion() == rules.version()) turns.cover(waiter, now, events);
        else if (waiter != null) turns.retry(cover.addition());
        gate.applied(cover.addition());
    }

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

    private static <T extends Subject> PageOf<T> page(KeyValuesIndex<T> index, Match match, Page page) {
        Set<String> found = index.match(match).stream().map(Subject::id).collect(Collectors.toSet());
        Selection those = new Selection(Optional.of(found), Map.of(), OptionalInt.empty(), OptionalInt.empty());
        return index.page(Query.of(those), page);
    }

    private static PageOf<Bound.RuleOverride> asOverrides(PageOf<Gauge> gauges) {
        return new PageOf<>(gauges.things().stream().map(LimitTable::asOverride).toList(), gauges.nextCursor());
    }

    private static Bound.RuleOverride asOverride(Gauge gauge) {
        return (Bound.RuleOverride) gauge.bound();
    }
}
