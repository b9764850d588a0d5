package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where channels stand that a limit holds back, by the group that refused them. They cost nothing here until there is news of
/// room in their group.
final class ParkingLot {
    private final Map<Group, ParkedGroup> groups = new HashMap<>();
    private final Map<String, Set<ParkedGroup>> byRule = new HashMap<>();
    private final Map<ParkedGroup, Set<Standing>> members = new HashMap<>();
    private final RoomMemory memory = new RoomMemory();
    private Set<ParkedGroup> newlyOpen = new LinkedHashSet<>();

    RoomMemory memory() {
        return memory;
    }

    /// A channel was refused, and goes where that group's channels wait; or stays free to ask again if there was news of
    /// room since it was asked for.
    ///
    /// @param heardBefore how much news had been heard when the Limiter was asked
    /// @return whether it is parked
    boolean park(Standing standing, Group refusedBy, long heardBefore) {
        if (memory.heardSince(heardBefore, refusedBy)) {
            unpark(standing);
            return false;
        }
        ParkedGroup group = groups.computeIfAbsent(refusedBy, this::make);
        group.arm();
        if (standing.group == group) return true;
        unpark(standing);
        standing.group = group;
        members.get(group).add(standing);
        group.count(+1);
        standing.desk.refresh(standing);
        return true;
    }

    /// The channel is held back by nothing, as far as is known.
    void unpark(Standing standing) {
        ParkedGroup group = standing.group;
        if (group == null) return;
        standing.group = null;
        standing.desk.refresh(standing);
        members.get(group).remove(standing);
        if (group.count(-1) == 0) remove(group);
    }

    /// All channels of the group are free to ask.
    void dissolve(ParkedGroup group) {
        for (Standing standing : List.copyOf(members.getOrDefault(group, Set.of()))) unpark(standing);
    }

    void hear(Room room) {
        memory.hear(room);
        if (room.values().isEmpty()) {
            // What changed in the rule is unknown, so each of its groups tries again, one channel first.
            for (ParkedGroup group : List.copyOf(byRule.getOrDefault(room.rule(), Set.of()))) group.open(0);
            return;
        }
        find(new Group(room.rule(), room.override(), room.values())).ifPresent(group -> {
            if (room.places().isEmpty()) dissolve(group);
            else group.open(room.places().getAsLong());
        });
        find(new Group(room.rule(), room.override(), Optional.empty())).ifPresent(group -> group.open(0));
    }

    /// Anything may have room.
    void hearOfAnything() {
        memory.hearOfAnything();
        for (ParkedGroup group : List.copyOf(groups.values())) group.open(0);
    }

    void opened(ParkedGroup group) {
        newlyOpen.add(group);
    }

    boolean hasNewlyOpen() {
        return !newlyOpen.isEmpty();
    }

    /// The groups that got credit since the last call.
    Collection<ParkedGroup> takeNewlyOpen() {
        if (newlyOpen.isEmpty()) return List.of();
        List<ParkedGroup> taken = new ArrayList<>(newlyOpen);
        newlyOpen = new LinkedHashSet<>();
        return taken;
    }

    Collection<ParkedGroup> groups() {
        return groups.values();
    }

    void clear() {
        groups.clear();
        byRule.clear();
        members.clear();
        newlyOpen.clear();
        memory.forget();
    }

    private Optional<ParkedGroup> find(Group id) {
        return Optional.ofNullable(groups.get(id));
    }

    private ParkedGroup make(Group id) {
        ParkedGroup group = new ParkedGroup(id, this);
        byRule.computeIfAbsent(id.rule(), rule -> new HashSet<>()).add(group);
        members.put(group, new LinkedHashSet<>());
        return group;
    }

    private void remove(ParkedGroup group) {
        groups.remove(group.id);
        members.remove(group);
        newlyOpen.remove(group);
        Set<ParkedGroup> ofRule = byRule.get(group.id.rule());
        ofRule.remove(group);
        if (ofRule.isEmpty()) byRule.remove(group.id.rule());
    }
}
