package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.QueueFigures;
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
import java.util.TreeMap;

/// Where channels stand that a limit holds back, by the group that refused them. They cost nothing here until there is news of
/// room in their group.
final class ParkingLot {
    private final Map<Group, ParkedGroup> groups = new HashMap<>();
    private final Map<String, Set<ParkedGroup>> byRule = new HashMap<>();
    private final Map<ParkedGroup, Set<Standing>> members = new HashMap<>();
    private final TreeMap<String, int[]> heldBack = new TreeMap<>();
    private int allHeldBack;
    private final RoomMemory memory = new RoomMemory();
    private final Precedents precedents = new Precedents();
    private Set<ParkedGroup> newlyOpen = new LinkedHashSet<>();

    RoomMemory memory() {
        return memory;
    }

    /// A channel was refused, and goes where that group's channels wait; or stays free to ask again if there was news of
    /// room since it was asked for.
    ///
    /// @param decidedBy   the keys that decided, if they are known: whatever else of its queue is ready and the same under them is
    ///                    parked with it
    /// @param heardBefore how much news had been heard when the Limiter was asked
    /// @return whether it is parked
    boolean park(Standing standing, Group refusedBy, Optional<Set<String>> decidedBy, long heardBefore) {
        if (memory.heardSince(heardBefore, refusedBy)) {
            unpark(standing);
            return false;
        }
        ParkedGroup group = groups.computeIfAbsent(refusedBy, this::make);
        group.arm();
        if (standing.group != group) {
            unpark(standing);
            join(standing, group);
        }
        if (decidedBy.isPresent()) {
            var taught = Precedents.Case.of(decidedBy.get(), standing.channel.counters().running());
            if (precedents.set(taught, group)) for (Standing alike : standing.desk.readyAlike(taught)) join(alike, group);
        }
        return true;
    }

    /// Parks a channel under the group that is known to hold it back, if there is one.
    ///
    /// @param standing parked under no group
    /// @return whether it is parked
    boolean parkByPrecedent(Standing standing) {
        ParkedGroup group = precedents.find(standing.channel.counters().running());
        if (group == null) return false;
        join(standing, group);
        return true;
    }

    private void join(Standing standing, ParkedGroup group) {
        standing.group = group;
        members.get(group).add(standing);
        group.count(+1);
        count(standing, group, +1);
        standing.desk.refresh(standing);
    }

    /// The channel is held back by nothing, as far as is known.
    void unpark(Standing standing) {
        ParkedGroup group = standing.group;
        if (group == null) return;
        standing.group = null;
        standing.desk.refresh(standing);
        members.get(group).remove(standing);
        count(standing, group, -1);
        if (group.count(-1) == 0) remove(group);
    }

    private void count(Standing standing, ParkedGroup group, int change) {
        standing.desk.heldBack += change;
        allHeldBack += change;
        int[] ofRule = heldBack.computeIfAbsent(group.id.rule(), _ -> new int[1]);
        ofRule[0] += change;
        if (ofRule[0] == 0) heldBack.remove(group.id.rule());
    }

    /// How many channels are held back.
    int heldBack() {
        return allHeldBack;
    }

    /// How many each of the first rules holds back, by their names.
    List<QueueFigures.OfRule> heldBackByFirst(int mostRules) {
        List<QueueFigures.OfRule> first = new ArrayList<>(Math.min(mostRules, heldBack.size()));
        for (Map.Entry<String, int[]> rule : heldBack.entrySet()) {
            if (first.size() == mostRules) break;
            first.add(new QueueFigures.OfRule(rule.getKey(), rule.getValue()[0]));
        }
        return first;
    }

    /// All channels of the group are free to ask.
    void dissolve(ParkedGroup group) {
        for (Standing standing : List.copyOf(members.getOrDefault(group, Set.of()))) unpark(standing);
    }

    void hear(Room room) {
        memory.hear(room);
        if (room.values().isEmpty()) {
            // What changed is unknown. It may be an override that takes some of a group's channels out of it, and not others.
            for (ParkedGroup group : List.copyOf(byRule.getOrDefault(room.rule(), Set.of()))) dissolve(group);
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
        for (ParkedGroup group : List.copyOf(groups.values())) dissolve(group);
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
        heldBack.clear();
        allHeldBack = 0;
        newlyOpen.clear();
        precedents.clear();
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
        precedents.forget(group);
        Set<ParkedGroup> ofRule = byRule.get(group.id.rule());
        ofRule.remove(group);
        if (ofRule.isEmpty()) byRule.remove(group.id.rule());
    }
}
