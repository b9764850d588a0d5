package dev.willow.queue.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.queue.Explanation.Holder;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.values.KeyValues;
import dev.willow.kit.http.Caller;
import dev.willow.queue.domain.PlaceHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Asks what limits make of the next item of a channel, and who holds the places there.
@Component
final class Limits {
    private static final String FITS = "fits";

    private final QueueDesk desk;
    private final LimitsView limiter;
    private final ConsumerBook consumers;

    Limits(QueueDesk desk, LimitsView limiter, ConsumerBook consumers) {
        this.desk = desk;
        this.limiter = limiter;
        this.consumers = consumers;
    }

    /// The limits that hold a counter back, those first that let nothing in; none if it would be let in.
    ///
    /// @return empty if the Limiter cannot be asked
    Optional<List<Reason>> against(KeyValues running, Caller caller) {
        return limiter.explain(running).map(explained -> explained.asked().stream()
                .filter(limit -> !limit.verdict().equals(FITS))
                .map(limit -> Reasons.of(limit, holders(limit, caller)))
                .toList());
    }

    private List<Holder> holders(CounterExplanation.Asked limit, Caller caller) {
        return caller.answer(desk.look(situations -> {
            List<Holder> holders = new ArrayList<>(limit.leases().size());
            for (String lease : limit.leases()) holders.add(holder(lease, situations.holder(lease)));
            return holders;
        }));
    }

    private Holder holder(String lease, Optional<PlaceHolder> item) {
        return new Holder(
                lease, item.map(held -> held.processing().item().id().value()), item.map(PlaceHolder::queue), item.map(PlaceHolder::channel),
                item.map(held -> held.processing().attempt()),
                item.flatMap(held -> consumers.who(held.processing().item().id(), held.processing().handOut())));
    }
}
