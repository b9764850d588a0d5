package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.limiter.domain.LimiterCommand.Add;
import dev.willow.limiter.domain.LimiterCommand.AnswerAhead;
import dev.willow.limiter.domain.LimiterCommand.RemoveLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Leases whose owner keeps an account of its own, and compares it with ours after each start. Such a lease need not be on disk before it
/// is answered: it is carried out at once, and written a little later.
///
/// What the log says is the same as what happened, in the same order. So this is done only while nothing else is on its way through the
/// log, and what comes after goes behind it. That it is done is in the log before the first time ([AnswerAhead]). A start that finds
/// it there is *unsettled*: the last of these leases may be missing, and nobody is compared with limits until the owner has
/// settled what it has.
///
/// Only a node that is alone does so.
final class BackedLeases {
    /// Not used for so long, it is ended, and a start is settled from the beginning.
    private static final Duration IDLE = Duration.ofSeconds(10);
    /// More than that goes through the log first: the log refuses what is too large, which must not be found out afterwards.
    private static final int MOST_CHARACTERS = 16 * 1024;

    private final boolean isPossible;
    private final Outbox out;
    private final BiFunction<LimiterCommand, Instant, List<LimiterEvent>> carryOut;

    /// Hard.
    private boolean isOn;

    // What follows is soft.
    private boolean isUnsettled;
    private boolean isSwitching;
    private boolean isPictureDue;
    private Instant usedAt = Instant.MIN;
    /// Those that are on their way to the log.
    private final Set<LimiterCommand> ahead = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param isPossible whether this node is alone
    /// @param carryOut   has the table carry out a command
    BackedLeases(boolean isPossible, Outbox out, BiFunction<LimiterCommand, Instant, List<LimiterEvent>> carryOut) {
        this.isPossible = isPossible;
        this.out = out;
        this.carryOut = carryOut;
    }

    /// Whether an addition or a removal under this lease may be carried out now. If not, it goes through the log, and those after it may
    /// be carried out at once.
    boolean mayGoAhead(KeyValues counter, Addition.LeaseTerms lease, Instant now) {
        if (!isPossible || isUnsettled || !lease.timeout().isZero() || charactersOf(counter) + lease.id().length() > MOST_CHARACTERS)
            return false;
        usedAt = now;
        if (!isOn && !isSwitching) switchTo(true);
        return isOn && !isPictureDue && out.unapplied() == ahead.size();
    }

    /// Its locks are held.
    void goAhead(Add add, Instant now) {
        List<LimiterEvent> events = carryOut.apply(add, now);
        if (!(events.getFirst() instanceof LimiterEvent.Refused)) write(add);
        events.forEach(out::tell);
    }

    void goAhead(RemoveLease removal, boolean isThere, Instant now) {
        List<LimiterEvent> events = carryOut.apply(removal, now);
        if (isThere) write(removal);
        events.forEach(out::tell);
    }

    private void write(LimiterCommand command) {
        ahead.add(command);
        out.log(command);
    }

    boolean isAhead(LimiterCommand command) {
        return ahead.contains(command);
    }

    /// @return whether the command, which is in the log now, was carried out before
    boolean written(LimiterCommand command) {
        return ahead.remove(command);
    }

    /// Whether the table is no further than the log. Once asked in vain, nothing goes ahead until it is.
    boolean isAtLog() {
        isPictureDue = !ahead.isEmpty();
        return ahead.isEmpty();
    }

    /// Whether an owner is yet to say what it has.
    boolean isUnsettled() {
        return isUnsettled;
    }

    void settle(Instant now) {
        isUnsettled = false;
        usedAt = now;
    }

    void apply(AnswerAhead command) {
        isOn = command.isOn();
        isSwitching = false;
    }

    Optional<Instant> nextDeadline() {
        return isOn && !isUnsettled && !isSwitching ? Optional.of(usedAt.plus(IDLE)) : Optional.empty();
    }

    void tick(Instant now) {
        if (nextDeadline().filter(due -> !due.isAfter(now)).isPresent()) switchTo(false);
    }

    /// Nothing more goes ahead, so that the next start has nothing to settle.
    void end() {
        if (isOn && !isUnsettled && !isSwitching) switchTo(false);
    }

    private void switchTo(boolean on) {
        isSwitching = true;
        out.log(new AnswerAhead(on));
    }

    void restart(Instant now) {
        ahead.clear();
        isUnsettled = isOn;
        isSwitching = false;
        isPictureDue = false;
        usedAt = now;
    }

    boolean isOn() {
        return isOn;
    }

    void restore(boolean on) {
        isOn = on;
    }

    private static int charactersOf(KeyValues counter) {
        int characters = 0;
        for (Map.Entry<String, Value> pair : counter) characters += pair.getKey().length() + pair.getValue().data().length();
        return characters;
    }
}
