package dev.willow.queue.http;

import dev.willow.common.api.queue.Explanation.Consumer;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.ItemId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Who took the items that are in processing. Only for people: it is bounded, and begins empty when the service starts.
@Component
final class ConsumerBook {
    private static final int REMEMBERED = 20_000;

    private record Taken(HandOutId handOut, Consumer by) {}

    private final Map<ItemId, Taken> byItem = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ItemId, Taken> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void took(List<Delivery> deliveries, Consumer by) {
        for (Delivery delivery : deliveries) {
            ItemId item = delivery.processing().item().id();
            byItem.remove(item); // it comes last now
            byItem.put(item, new Taken(delivery.processing().handOut(), by));
        }
    }

    synchronized void ended(ItemId item) {
        byItem.remove(item);
    }

    /// @param handOut the present one; of an earlier one nothing is told
    synchronized Optional<Consumer> who(ItemId item, HandOutId handOut) {
        return Optional.ofNullable(byItem.get(item)).filter(taken -> taken.handOut.equals(handOut)).map(Taken::by);
    }
}
