package dev.willow.queue.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.queue.Explanation.Holder;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/// The reasons why something is not being served, each with its stable code and in words.
final class Reasons {
    static final Reason NO_SUCH_CHANNEL = of("no-such-channel", "no channel like this has items");
    static final Reason NOTHING_WAITING = of("nothing-waiting", "no item waits; consumers have them all");
    static final Reason LIMITER_AWAY = of("limiter-unreachable", "without the Limiter nothing is handed out");
    static final Reason LIMITER_DISAGREES =
            of("limiter-unreachable", "nothing is handed out until the queues and the Limiter are seen to agree");
    static final Reason NO_CONSUMER = of("no-consumer-waiting", "no consumer waits whose query matches");
    static final Reason READY = of("ready", "the next item is about to be handed out");
    static final Reason READY_FOR_SOMEBODY = of("ready", "a consumer that came now would be served at once");

    private Reasons() {}

    /// @param holders of the leases that hold places of the limit's group, in the order in which it names them
    static Reason of(CounterExplanation.Asked limit, List<Holder> holders) {
        String which = "the rule \"" + limit.rule() + "\""
                + limit.override().map(override -> ", by its override \"" + override + "\",").orElse("");
        if (limit.verdict().equals(ProblemType.LOCKER_UNREACHABLE.code()))
            return of("limiter-unreachable", "the Limiter cannot compare " + which + " while Locker gives it no lock");
        if (limit.verdict().equals(ProblemType.LEASES_UNSETTLED.code()))
            return of("limiter-unreachable", "the Limiter compares nothing with " + which + " until the queues have told their leases");
        String detail = limit.paused() ? which + " is paused" : which + " allows " + limit.limit() + ", and " + limit.count() + " are there";
        long unnamed = limit.count() - holders.size();
        return new Reason(
                limit.verdict(), detail, Optional.empty(), Optional.of(limit.rule()), limit.override(), Optional.of(limit.group()),
                Optional.of(limit.limit()), Optional.of(limit.count()), holders.stream().flatMap(holder -> holder.itemId().stream()).toList(),
                holders, unnamed > 0 ? Optional.of(unnamed) : Optional.empty(), Optional.empty(), limit.change());
    }

    private static Reason of(String code, String detail) {
        return new Reason(
                code, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of());
    }
}
