package dev.willow.simulation.model;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.GroupKey;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterPicture;
import dev.willow.limiter.domain.RuleState;
import dev.willow.queue.domain.Lease;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the rules allow, by a count of its own of what runs and what is enqueued.
///
/// A rule that is changed may find more running than it would let in. What was let in before may still begin for a moment; after
/// that, such a group may only shrink until it fits.
public final class LimitModel implements History.Reader<LimiterCommand, LimiterEvent, LimiterPicture> {
    private static final Duration UNDER_WAY = Duration.ofSeconds(20);

    private final Timeline timeline;
    private final Judge judge;
    private final Claims<Held> claims = new Claims<>();
    private final Map<String, Long> changedAt = new HashMap<>();
    private final Map<GroupKey, Long> above = new HashMap<>();
    private List<RuleState> rules = List.of();
    private Set<Lease> leases = Set.of();
    private LimiterPicture picture;

    public LimitModel(Timeline timeline, Judge judge) {
        this.timeline = timeline;
        this.judge = judge;
    }

    /// What a user of the Limiter has there.
    public record Held(KeyValues counter, String lease, long places) {}

    @Override
    public void changed(
            long at, Optional<LimiterCommand> command, List<LimiterEvent> events, Optional<LimiterPicture> before, LimiterPicture after) {
        picture = after;
        for (RuleState rule : after.rules())
            if (!rules.contains(rule)) changedAt.put(rule.rule().name(), timeline.now());
        rules = after.rules();
        leases = new HashSet<>();
        for (var counter : after.counters()) {
            long leased = 0;
            for (var lease : counter.leases()) {
                leases.add(new Lease(counter.counter(), lease.id()));
                leased += lease.places();
            }
            long number = counter.number();
            long sum = leased;
            judge.require(number >= sum && number > 0, () -> counter + " has leases for " + sum);
        }
        for (Held held : claims.at(timeline.now()))
            judge.require(leases.contains(new Lease(held.counter, held.lease)), () -> held + " ended within its time-out, by " + command);
    }

    @Override
    public void happened(LimiterEvent event) {}

    /// The Limiter's sums are those of its counters.
    public void checkSums(Map<GroupKey, Long> sums) {
        Map<GroupKey, Long> counted = new HashMap<>();
        for (RuleState rule : rules) {
            count(rule.rule(), rule.rule().keys(), counted);
            for (Bound.RuleOverride override : rule.overrides()) count(override, rule.rule().keys(), counted);
        }
        judge.require(sums.equals(counted), () -> "the Limiter's sums are " + sums + ", its counters make " + counted);
    }

    private void count(Bound bound, KeyPatterns rule, Map<GroupKey, Long> into) {
        for (var counter : picture.counters())
            if (rule.admit(counter.counter()) && bound.keys().admit(counter.counter()))
                into.merge(new GroupKey(bound.id(), bound.keys().groupOf(counter.counter())), counter.number(), Long::sum);
    }

    /// Nothing runs, and nothing is enqueued, without a place; and what has one is within the limits.
    ///
    /// @param places of the items
    public void check(List<Lease> places) {
        Map<KeyValues, Long> counters = new LinkedHashMap<>();
        for (Lease place : places) {
            judge.require(leases.contains(place), () -> "the Limiter does not know of " + place);
            counters.merge(place.counter(), 1L, Long::sum);
        }
        for (Held held : claims.at(timeline.now())) counters.merge(held.counter, held.places, Long::sum);
        for (RuleState rule : rules) check(rule, counters);
    }

    private void check(RuleState rule, Map<KeyValues, Long> counters) {
        Map<GroupKey, Long> sums = new HashMap<>();
        Map<GroupKey, Bound> bounds = new HashMap<>();
        counters.forEach((counter, number) -> {
            if (!rule.rule().keys().admit(counter)) return;
            boolean isOverridden = false;
            for (Bound.RuleOverride override : rule.overrides())
                if (override.keys().admit(counter)) {
                    isOverridden = true;
                    add(override, counter, number, sums, bounds);
                }
            if (!isOverridden) add(rule.rule(), counter, number, sums, bounds);
        });
        boolean isJustChanged = timeline.now() - changedAt.get(rule.rule().name()) < UNDER_WAY.toNanos();
        bounds.forEach((group, bound) -> check(group, bound, sums.get(group), isJustChanged));
        above.keySet().removeIf(group -> group.bound().equals(rule.rule().id()) && !sums.containsKey(group));
    }

    private static void add(Bound bound, KeyValues counter, long number, Map<GroupKey, Long> sums, Map<GroupKey, Bound> bounds) {
        GroupKey group = new GroupKey(bound.id(), bound.keys().groupOf(counter));
        sums.merge(group, number, Long::sum);
        bounds.put(group, bound);
    }

    private void check(GroupKey group, Bound bound, long sum, boolean isJustChanged) {
        if (!(bound.terms().limit() instanceof Limit.AtMost(long most)) || sum <= most) {
            above.remove(group);
            return;
        }
        if (isJustChanged) above.put(group, sum);
        judge.require(sum <= above.getOrDefault(group, most), () -> sum + " run in the group " + group + " of " + bound);
        above.put(group, sum);
    }

    /// The Limiter has the leases of these places and of those who hold some, and no other.
    ///
    /// @param others names of leases that may be there
    public void checkAgreement(List<Lease> places, Set<String> others) {
        Set<Lease> strays = new HashSet<>(leases);
        places.forEach(strays::remove);
        strays.removeIf(lease -> others.contains(lease.id()));
        judge.require(strays.isEmpty(), () -> "the Limiter still has " + strays + ", which stand for nothing");
    }

    public void checkEmpty() {
        judge.require(picture.counters().isEmpty(), () -> "all is done, and the Limiter still has " + picture.counters());
    }

    /// The rules and the counters.
    @Override
    public String toString() {
        return rules + ", " + picture.counters();
    }

    public void took(Held held, long until) {
        if (leases.contains(new Lease(held.counter, held.lease))) claims.begin(held, until);
    }

    public void kept(Held held, long until) {
        claims.extend(held, until);
    }

    public void letGo(Held held) {
        claims.end(held);
    }
}
