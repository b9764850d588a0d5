package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Heartbeats that came too late, for items whose time-out is on its way to the log. They are answered when it is there: told
/// before, and the process killed in between, a consumer that was told that it has the item no more would have it again.
final class LateBeats {
    private final Map<ItemId, List<RequestId>> byItem = new HashMap<>();

    void add(ItemId item, RequestId request) {
        byItem.computeIfAbsent(item, _ -> new ArrayList<>(1)).add(request);
    }

    /// The item is with its consumer no more.
    void ended(ItemId item, Outbox outbox) {
        List<RequestId> requests = byItem.remove(item);
        if (requests != null) for (RequestId request : requests) outbox.refuse(request, new Refusal.NoSuchItem(item));
    }

    void clear() {
        byItem.clear();
    }
}
