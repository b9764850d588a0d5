package dev.willow.queue.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Says why channels are, or are not, being served: by how they stand here, and by what their limits say.
@Component
final class Explanations {
    /// The channels of a query that the Limiter is asked about.
    private static final int MOST_CHANNELS = 20;
    private static final String FITS = "fits";
    private static final String NOT_COMPARED = ProblemType.LOCKER_UNREACHABLE.code();

    private final LimitsView limits;

    Explanations(LimitsView limits) {
        this.limits = limits;
    }

    static Explanation ofNothing() {
        return new Explanation(Optional.empty(), 0, 0, List.of(reason("no-such-channel", "no channel like this has items")));
    }

    Explanation of(Situation situation) {
        return explanation(Optional.empty(), situation.channel(), reasons(situation));
    }

    /// An item that a consumer has is being served: there are no reasons then.
    Explanation of(Situation.OfItem item) {
        boolean waits = item.position() > 0;
        return explanation(
                waits ? Optional.of(item.position()) : Optional.empty(), item.channel().channel(),
                waits ? reasons(item.channel()) : List.of());
    }

    /// Each reason with its channel; channels beyond the first few are only counted.
    Explanation of(List<Situation> situations) {
        if (situations.isEmpty()) return ofNothing();
        List<Reason> all = new ArrayList<>();
        for (Situation situation : situations.subList(0, Math.min(situations.size(), MOST_CHANNELS)))
            for (Reason reason : reasons(situation)) all.add(at(situation.channel().keys(), reason));
        return new Explanation(
                Optional.empty(),
                situations.stream().mapToInt(each -> each.channel().waiting()).sum(),
                situations.stream().mapToInt(each -> each.channel().processing()).sum(),
                all);
    }

    private static Explanation explanation(Optional<Integer> position, ChannelView channel, List<Reason> reasons) {
        return new Explanation(position, channel.waiting(), channel.processing(), reasons);
    }

    private List<Reason> reasons(Situation situation) {
        if (situation.channel().waiting() == 0) return List.of(reason("nothing-waiting", "no item of the channel waits"));
        Optional<CounterExplanation> asked = limits.explain(situation.running());
        List<Reason> reasons = new ArrayList<>();
        if (asked.isEmpty()) reasons.add(reason("limiter-unreachable", "without the Limiter nothing is handed out"));
        else for (CounterExplanation.Asked limit : asked.get().asked()) if (!limit.verdict().equals(FITS)) reasons.add(reason(limit));
        if (!situation.isAwaited())
            reasons.add(reason("no-consumer-waiting", "no consumer waits whose query matches the channel"));
        return reasons.isEmpty() ? List.of(reason("ready", "the next item is about to be handed out")) : reasons;
    }

    private static Reason reason(CounterExplanation.Asked limit) {
        if (limit.verdict().equals(NOT_COMPARED))
            return reason("limiter-unreachable", "the Limiter cannot compare the rule \"" + limit.rule() + "\" while Locker gives it no lock");
        String which = "the rule \"" + limit.rule() + "\""
                + limit.override().map(override -> ", by its override \"" + override + "\",").orElse("");
        String detail = limit.paused()
                ? which + " is paused"
                : which + " allows " + limit.limit() + ", and " + limit.count() + " are there";
        return new Reason(
                limit.verdict(), detail, Optional.empty(), Optional.of(limit.rule()), limit.override(), Optional.of(limit.group()),
                Optional.of(limit.limit()), Optional.of(limit.count()), limit.leases().stream().map(Explanations::itemOf).toList());
    }

    /// Leases of running items are called after the item and the hand-out; those of others are told as they are.
    private static String itemOf(String lease) {
        int end = lease.indexOf('/');
        return end < 0 ? lease : lease.substring(0, end);
    }

    private static Reason reason(String code, String detail) {
        return new Reason(
                code, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of());
    }

    private static Reason at(KeyValues channel, Reason reason) {
        return new Reason(
                reason.code(), reason.detail(), Optional.of(channel), reason.rule(), reason.override(), reason.group(), reason.limit(),
                reason.count(), reason.items());
    }
}
