package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Applying.Place;
import dev.willow.limiter.domain.LimiterCommand.Add;
import dev.willow.limiter.domain.LimiterCommand.Cover;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Queued;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.LimiterEvent.SentBack;
import dev.willow.limiter.domain.LimiterEvent.Withdrawn;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The way of an addition: through the [Gate] into the log, and when it is applied into its counter, into line, or back to
/// the gate because the rules changed meanwhile.
final class Additions {
    /// A version that the rules never have.
    private static final long NO_RULES = -1;

    private final RuleBook rules;
    private final Ledger ledger;
    private final WaitingLine line;
    private final Turns turns;
    private final Sequence sequence;
    private final Gate gate;
    private final RoomFeed feed;
    private final Outbox out;
    private final int maxWaiters;

    /// Those that were gated under rules that have changed since. Soft.
    private final Map<RequestId, Add> sentBack = new LinkedHashMap<>();
    /// Those whose callers left while they were on their way through the log, until that is applied too. They must not go through the gate
    /// again: what comes after the word that a caller left would be let in for nobody. Soft.
    private final Set<RequestId> leaving = new HashSet<>();

    /// @param maxWaiters additions allowed in line for one group
    Additions(
            RuleBook rules, Ledger ledger, WaitingLine line, Turns turns, Sequence sequence, Gate gate, RoomFeed feed, Outbox out,
            int maxWaiters) {
        this.rules = rules;
        this.ledger = ledger;
        this.line = line;
        this.turns = turns;
        this.sequence = sequence;
        this.gate = gate;
        this.feed = feed;
        this.out = out;
        this.maxWaiters = maxWaiters;
    }

    // ---- before the log

    /// @param waits whether to wait in line where it does not fit
    void arrive(RequestId by, Addition addition, boolean waits, Instant now) {
        // A lease that is there needs no locks. Should it be gone when this is applied, the addition comes to the gate then.
        if (ledger.leaseOf(addition) != null) out.log(new Add(by, addition, waits, NO_RULES));
        else if (waits) enterGateUnlessLineIsFull(by, addition, now);
        else enterGate(by, addition, false, now);
    }

    /// Whether there are sums to be compared with limits: not of a lease that is there, nor where all is unlimited or shut.
    boolean isCompared(Addition addition) {
        return ledger.leaseOf(addition) == null && !rules.applyingTo(addition.counter()).locks().isEmpty();
    }

    /// Has an addition carried out if all locks that it needs are held now.
    boolean underLocks(RequestId by, Addition addition, Instant now, Consumer<Add> carryOut) {
        List<KeyValues> needed = isCompared(addition) ? rules.applyingTo(addition.counter()).locks() : List.of();
        return gate.ifHeld(needed, now, () -> carryOut.accept(new Add(by, addition, false, rules.version())));
    }

    /// The caller left.
    ///
    /// @return whether the addition had not come past the gate. If so it is told that it could not be compared. One in line is past it,
    ///         also while it is there once more to be covered
    boolean leave(RequestId by) {
        if (line.find(by) != null) return false;
        if (!gate.leave(by) && sentBack.remove(by) == null) {
            leaving.add(by);
            return false;
        }
        out.tell(new Withdrawn(by, new Refusal.LockerUnreachable("the locks of its groups were not granted in time")));
        return true;
    }

    /// Brings to the gate who has to go through it once more.
    void settle(Instant now) {
        if (!sentBack.isEmpty()) {
            List<Add> again = sentBack.values().stream().filter(add -> !leaving.contains(add.by())).toList();
            sentBack.keySet().retainAll(leaving);
            for (Add add : again) enterGate(add.by(), add.addition(), add.waits(), now);
        }
        for (RequestId by : turns.takeUncovered()) {
            WaitingLine.Waiter waiter = line.find(by);
            if (waiter == null || gate.isEntered(by)) continue;
            Applying applying = rules.applyingTo(waiter.addition().counter());
            gate.enter(by, applying.locks(), new Cover(by, rules.version()), now);
        }
    }

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

    // ---- out of the log

    void apply(Add add, Instant now, List<LimiterEvent> events) {
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

    void withdraw(RequestId by, Optional<String> unlocked, Instant now, List<LimiterEvent> events) {
        WaitingLine.Waiter waiter = line.find(by);
        if (waiter == null) leave(by);
        else if (unlocked.isPresent()) end(waiter, new Refused(by, new Refusal.LockerUnreachable(unlocked.get())), now, events);
        else end(waiter, new Withdrawn(by, inTheWayOf(waiter)), now, events);
        leaving.remove(by);
    }

    void decide(RequestId by, Instant now, List<LimiterEvent> events) {
        WaitingLine.Waiter waiter = line.find(by);
        if (waiter != null) end(waiter, new Refused(by, inTheWayOf(waiter)), now, events);
    }

    private void end(WaitingLine.Waiter waiter, LimiterEvent.Answer answer, Instant now, List<LimiterEvent> events) {
        events.add(answer);
        turns.withdraw(waiter, now, events);
        gate.leave(waiter.by());
    }

    private Refusal inTheWayOf(WaitingLine.Waiter waiter) {
        return turns.waitsFor(waiter).<Refusal>map(this::refusal).orElseGet(() -> new Refusal.LockerUnreachable("its turn had not come"));
    }

    void cover(Cover cover, Instant now, List<LimiterEvent> events) {
        WaitingLine.Waiter waiter = line.find(cover.addition());
        if (waiter != null && cover.rulesVersion() == rules.version()) turns.cover(waiter, now, events);
        else if (waiter != null) turns.retry(cover.addition());
        gate.applied(cover.addition());
    }

    /// Forgets who is on the way. Those in line are not here.
    void clear() {
        sentBack.clear();
        leaving.clear();
        gate.clear();
    }

    private Refusal refusal(Place blocking) {
        Refusal.Limited refusal = blocking.refusal();
        if (refusal.reason() == Refusal.Reason.LIMIT_REACHED) feed.refused(blocking.key());
        return refusal;
    }
}
