package dev.willow.queue.http;

import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.kit.http.Caller;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Says why a channel or an item is, or is not, being served: by how it stands here, and by what its limits say.
@Component
final class Explanations {
    private final Limits limits;
    private final ConsumerBook consumers;

    Explanations(Limits limits, ConsumerBook consumers) {
        this.limits = limits;
        this.consumers = consumers;
    }

    static Explanation ofNothing() {
        return new Explanation(Optional.empty(), 0, 0, List.of(Reasons.NO_SUCH_CHANNEL));
    }

    /// @param isLimiterThere whether anything is handed out at present
    Explanation of(Situation situation, boolean isLimiterThere, Caller caller) {
        return explanation(Optional.empty(), situation.channel(), reasons(situation, isLimiterThere, caller));
    }

    /// An item that a consumer has is being served: there are no reasons then.
    Explanation of(Situation.OfItem item, boolean isLimiterThere, Caller caller) {
        ChannelView channel = item.channel().channel();
        if (item.position() > 0)
            return explanation(Optional.of(item.position()), channel, reasons(item.channel(), isLimiterThere, caller));
        return new Explanation(
                Optional.empty(), channel.waiting(), channel.processing(), List.of(), Optional.empty(), Optional.empty(),
                consumers.who(item.item(), item.handOut()));
    }

    private static Explanation explanation(Optional<Integer> position, ChannelView channel, List<Reason> reasons) {
        return new Explanation(position, channel.waiting(), channel.processing(), reasons);
    }

    private List<Reason> reasons(Situation situation, boolean isLimiterThere, Caller caller) {
        if (situation.channel().waiting() == 0) return List.of(Reasons.NOTHING_WAITING);
        Optional<List<Reason>> inTheWay = limits.against(situation.running(), caller);
        List<Reason> reasons = new ArrayList<>(inTheWay.orElse(List.of(Reasons.LIMITER_AWAY)));
        if (!isLimiterThere && reasons.isEmpty()) reasons.add(Reasons.LIMITER_DISAGREES);
        if (!situation.isAwaited() && !situation.isAskedFor()) reasons.add(Reasons.NO_CONSUMER);
        return reasons.isEmpty() ? List.of(Reasons.READY) : reasons;
    }
}
