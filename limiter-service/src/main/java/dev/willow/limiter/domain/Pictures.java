package dev.willow.limiter.domain;

import dev.willow.limiter.domain.LimiterPicture.CounterPicture;
import dev.willow.limiter.domain.LimiterPicture.LeasePicture;
import dev.willow.limiter.domain.LimiterPicture.WaiterPicture;
import java.util.List;
import java.util.Optional;

/// Takes a picture of the table, and brings the table back to one.
final class Pictures {
    private final RuleBook rules;
    private final CounterTable counters;
    private final WaitingLine line;
    private final RuleDesk desk;
    private final Sequence sequence;

    Pictures(RuleBook rules, CounterTable counters, WaitingLine line, RuleDesk desk, Sequence sequence) {
        this.rules = rules;
        this.counters = counters;
        this.line = line;
        this.desk = desk;
        this.sequence = sequence;
    }

    LimiterPicture capture(long leaderRun, Optional<String> lockSession, boolean answersAhead) {
        return new LimiterPicture(
                rules.version(), sequence.last(), leaderRun, lockSession, answersAhead,
                rules.inOrder().stream().map(RuleEntry::state).toList(),
                counters.all().stream().map(Pictures::of).toList(),
                line.all().stream().map(Pictures::of).toList());
    }

    void restore(LimiterPicture picture) {
        line.clear();
        rules.clear();
        counters.clear();
        for (CounterPicture counter : picture.counters()) restore(counter);
        for (RuleState rule : picture.rules()) desk.restore(rule);
        for (WaiterPicture waiting : picture.line())
            line.stand(
                    line.add(waiting.by(), waiting.arrival(), waiting.addition(), waiting.locks(), waiting.covered()),
                    waiting.heldBackBy());
        rules.restoreVersion(picture.rulesVersion());
        sequence.restore(picture.sequence());
    }

    private void restore(CounterPicture picture) {
        Counter counter = counters.create(picture.id(), picture.counter());
        counters.move(counter, picture.number());
        for (LeasePicture lease : picture.leases())
            counters.add(new Lease(lease.id(), lease.grant(), lease.places(), lease.timeout(), counter));
    }

    private static CounterPicture of(Counter counter) {
        List<LeasePicture> leases = counter.leases().stream()
                .map(lease -> new LeasePicture(lease.id(), lease.grant(), lease.places(), lease.timeout()))
                .toList();
        return new CounterPicture(counter.id(), counter.keyValues(), counter.number(), leases);
    }

    private static WaiterPicture of(WaitingLine.Waiter waiter) {
        return new WaiterPicture(
                waiter.by(), waiter.arrival(), waiter.addition(), List.copyOf(waiter.heldBackBy()), waiter.locks(),
                waiter.isCovered());
    }
}
