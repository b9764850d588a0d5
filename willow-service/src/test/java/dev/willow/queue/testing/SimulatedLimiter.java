package dev.willow.queue.testing;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// As much of the Limiter as the queue knows: leases, the limits of queues, and rules that limit what runs per value of
/// one key, with overrides. Tells of room in groups that refused somebody since it last told of them, and in no others.
public final class SimulatedLimiter {
    public static final String QUEUE_RULE = "_willow_queue_limits";
    private static final long UNLIMITED = -1;

    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Map<String, Capacity> queues = new HashMap<>();
    private final Map<String, Long> limitByKey = new HashMap<>();
    private final Map<String, Map<KeyValues, Long>> overridesByKey = new HashMap<>();
    private boolean tellsWhatDecides = true;
    private final Set<String> paused = new HashSet<>();
    private final Set<Group> refusedSinceTold = new HashSet<>();
    private final List<Room> news = new ArrayList<>();

    /// Limits what runs for each value of a key; -1 is unlimited.
    public void limit(String key, long limit) {
        limitByKey.put(key, limit);
        refusedSinceTold.removeIf(group -> group.rule().equals(key));
        news.add(new Room(key, Optional.empty(), Optional.empty(), limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit)));
    }

    /// Limits what runs with exactly these pairs, instead of the rule for the key.
    ///
    /// @param pairs with the key among them
    /// @param limit -1 is unlimited; none ends the override
    public void override(String key, KeyValues pairs, Optional<Long> limit) {
        Map<KeyValues, Long> overrides = overridesByKey.computeIfAbsent(key, _ -> new LinkedHashMap<>());
        if (limit.isPresent()) overrides.put(pairs, limit.get());
        else overrides.remove(pairs);
        refusedSinceTold.removeIf(group -> group.rule().equals(key));
        news.add(new Room(key, Optional.empty(), Optional.empty(), OptionalLong.empty()));
    }

    /// Whether refusals tell which keys decided.
    public void tellWhatDecides(boolean tells) {
        tellsWhatDecides = tells;
    }

    /// Lets nothing in that has this key.
    public void pause(String key) {
        limitByKey.putIfAbsent(key, UNLIMITED);
        paused.add(key);
        news.add(new Room(key, Optional.empty(), Optional.empty(), OptionalLong.empty()));
    }

    public void setQueue(String queue, Optional<Capacity> capacity) {
        if (capacity.isPresent()) queues.put(queue, capacity.get());
        else queues.remove(queue);
    }

    public void setQueues(Map<String, Capacity> wanted) {
        queues.clear();
        queues.putAll(wanted);
    }

    public LimiterAnswer add(Lease lease) {
        if (leases.containsKey(lease.id())) return new LimiterAnswer.Allowed();
        for (Group group : askedFor(lease.counter())) {
            long limit = limitOf(group);
            boolean isPaused = paused.contains(group.rule());
            if (!isPaused && limit == UNLIMITED) continue; // before the sum is taken, which costs much with thousands of leases
            long count = sum(group);
            if (!isPaused && count < limit) continue;
            refusedSinceTold.add(group);
            Blocker.Kind kind = isPaused ? Blocker.Kind.RULE_PAUSED : limit == 0 ? Blocker.Kind.LIMIT_ZERO : Blocker.Kind.LIMIT_REACHED;
            Optional<Set<String>> decidedBy = tellsWhatDecides ? Optional.of(deciding(group)) : Optional.empty();
            return new LimiterAnswer.Refused(new Blocker(kind, group, limit, count), decidedBy);
        }
        leases.put(lease.id(), lease);
        return new LimiterAnswer.Allowed();
    }

    public boolean wouldAllow(KeyValues counter) {
        return askedFor(counter).stream().allMatch(group -> limitOf(group) == UNLIMITED || sum(group) < limitOf(group));
    }

    /// Adds without asking the rules.
    public void put(Lease lease) {
        leases.put(lease.id(), lease);
    }

    public void remove(Lease lease) {
        Lease removed = leases.remove(lease.id());
        if (removed == null) return;
        for (Group group : groupsOf(removed.counter())) {
            long places = limitOf(group) == UNLIMITED ? Long.MAX_VALUE : limitOf(group) - sum(group);
            if (places > 0 && refusedSinceTold.remove(group))
                news.add(new Room(group.rule(), group.override(), group.values(), OptionalLong.of(places)));
        }
    }

    /// What there was to tell since the last call.
    public List<Room> takeNews() {
        List<Room> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    /// Forgets what it would have told, as a restart does.
    public void forgetNews() {
        news.clear();
        refusedSinceTold.clear();
    }

    public Collection<Lease> leases() {
        return List.copyOf(leases.values());
    }

    public Set<String> leaseIds() {
        return Set.copyOf(leases.keySet());
    }

    private Set<String> deciding(Group group) {
        Set<String> keys = new HashSet<>(group.values().orElseThrow().keys());
        if (group.override().isEmpty()) overridesByKey.getOrDefault(group.rule(), Map.of()).keySet().forEach(pairs -> keys.addAll(pairs.keys()));
        return keys;
    }

    /// Those whose limits are asked: not a rule where one of its overrides applies.
    private List<Group> askedFor(KeyValues counter) {
        List<Group> all = groupsOf(counter);
        Set<String> overridden = new HashSet<>();
        if (!counter.hasKey(Counters.ENQUEUED_KEY))
            for (Group group : all) if (group.override().isPresent()) overridden.add(group.rule());
        return all.stream().filter(group -> group.override().isPresent() || !overridden.contains(group.rule())).toList();
    }

    /// Where it counts.
    private List<Group> groupsOf(KeyValues counter) {
        if (counter.hasKey(Counters.ENQUEUED_KEY)) {
            KeyValues values = KeyValues.of(Counters.QUEUE_KEY, counter.get(Counters.QUEUE_KEY),
                    Counters.ENQUEUED_KEY, counter.get(Counters.ENQUEUED_KEY));
            return List.of(new Group(QUEUE_RULE, Optional.of(counter.get(Counters.QUEUE_KEY).data()), Optional.of(values)));
        }
        List<Group> groups = new ArrayList<>();
        for (String key : limitByKey.keySet()) {
            Value value = counter.get(key);
            if (value == null) continue;
            groups.add(new Group(key, Optional.empty(), Optional.of(KeyValues.of(key, value))));
            for (KeyValues pairs : overridesByKey.getOrDefault(key, Map.of()).keySet())
                if (pairs.asPatterns().admit(counter)) groups.add(new Group(key, Optional.of(pairs.toString()), Optional.of(pairs)));
        }
        return groups;
    }

    private long limitOf(Group group) {
        if (!group.rule().equals(QUEUE_RULE))
            return group.override().isEmpty() ? limitByKey.get(group.rule())
                    : overridesByKey.get(group.rule()).get(group.values().orElseThrow());
        Capacity capacity = queues.get(group.override().orElseThrow());
        return switch (capacity) {
            case null -> 0;
            case Capacity.Unlimited() -> UNLIMITED;
            case Capacity.AtMost(long items) -> items;
        };
    }

    private long sum(Group group) {
        return leases.values().stream().filter(lease -> groupsOf(lease.counter()).contains(group)).count();
    }
}
