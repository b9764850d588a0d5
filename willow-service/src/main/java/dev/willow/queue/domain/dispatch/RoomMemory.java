package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Room;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What news of room was heard while questions are open.
///
/// News and answers come on different connections. When a refusal arrives, the news of room made after it may have come first.
/// So each question remembers how much news had been heard when it was asked; if its refusal names a group that there was
/// news of since, the refusal may be out of date, and the channel asks again instead of waiting for news that already came. Room
/// made before the refusal then costs one question in vain, whose refusal is newer.
final class RoomMemory {
    private final Map<Group, Long> ofGroup = new HashMap<>();
    private final Map<String, Long> ofRule = new HashMap<>();
    private long ofAnything;
    private long heard;

    long heard() {
        return heard;
    }

    void hear(Room room) {
        heard++;
        if (room.values().isPresent()) {
            ofGroup.put(new Group(room.rule(), room.override(), room.values()), heard);
            ofGroup.put(new Group(room.rule(), room.override(), Optional.empty()), heard);
        } else {
            ofRule.put(room.rule(), heard);
        }
    }

    void hearOfAnything() {
        ofAnything = ++heard;
    }

    boolean heardSince(long before, Group group) {
        return ofAnything > before
                || ofRule.getOrDefault(group.rule(), 0L) > before
                || ofGroup.getOrDefault(group, 0L) > before;
    }

    /// No question is open: nothing has to be remembered.
    void forget() {
        ofGroup.clear();
        ofRule.clear();
    }
}
