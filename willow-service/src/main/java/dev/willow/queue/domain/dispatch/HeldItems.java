package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items that consumers have, and until when they have them. Heartbeats move that, and are not logged.
///
/// From the moment that an item is named as timed out it is not here any more: its time was over, and a heartbeat for it comes
/// too late even if the command that fails it is not yet written. [LateBeats] says so once it is.
final class HeldItems {
    private record Hold(String queue, HeldItem held, Duration timeout) {}

    private final Map<ItemId, Hold> holds = new HashMap<>();
    private final Deadlines<ItemId> deadlines = new Deadlines<>();

    void start(String queue, Processing processing, Instant now) {
        ItemId item = processing.item().id();
        Duration timeout = processing.item().handling().timeout();
        holds.put(item, new Hold(queue, new HeldItem(item, processing.handOut()), timeout));
        deadlines.set(item, now.plus(timeout));
    }

    void end(ItemId item) {
        holds.remove(item);
        deadlines.remove(item);
    }

    /// A heartbeat.
    ///
    /// @return false if the item's time was over
    boolean keep(ItemId item, Instant now) {
        Hold hold = holds.get(item);
        if (hold == null) return false;
        deadlines.set(item, now.plus(hold.timeout));
        return true;
    }

    Optional<Instant> nextDeadline() {
        return deadlines.next();
    }

    /// Names what timed out, one command for each queue.
    List<QueueCommand> takeTimedOut(Instant now) {
        Map<String, List<HeldItem>> byQueue = new LinkedHashMap<>();
        for (ItemId item : deadlines.takeDue(now)) {
            Hold hold = holds.remove(item);
            byQueue.computeIfAbsent(hold.queue, queue -> new ArrayList<>()).add(hold.held);
        }
        List<QueueCommand> commands = new ArrayList<>(byQueue.size());
        byQueue.forEach((queue, items) -> commands.add(new QueueCommand.TimeOut(queue, items)));
        return commands;
    }

    void clear() {
        holds.clear();
        deadlines.clear();
    }

}
