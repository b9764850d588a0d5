package dev.willow.limiter.domain;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.ValuePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the limit table promises, done the plain way: every question is answered by walking all rules and counting all
/// counters again.
final class Recount {
    static final class Numbers {
        final Map<String, Lease> leases = new LinkedHashMap<>();
        long number;
    }

    /// @param due when it lapses; [Instant#MAX]: never
    record Lease(long places, Duration timeout, Instant due) {
        Lease keptAt(Instant now) {
            return new Lease(places, timeout, timeout.isZero() ? Instant.MAX : now.plus(timeout));
        }
    }

    static final class RuleModel {
        final String id;
        final KeyPatterns keys;
        Terms terms;
        final TreeMap<String, RuleModel> overrides = new TreeMap<>();

        RuleModel(String id, KeyPatterns keys, Terms terms) {
            this.id = id;
            this.keys = keys;
            this.terms = terms;
        }

        /// Whether an override of these keys fits this rule: it has all the rule's keys, and some counter could meet both.
        boolean couldHave(KeyPatterns ofOverride) {
            for (var pair : keys) {
                if (!ofOverride.hasKey(pair.getKey())) return false;
                boolean bothExact = pair.getValue() instanceof ValuePattern.Exactly && ofOverride.get(pair.getKey()) instanceof ValuePattern.Exactly;
                if (bothExact && !pair.getValue().equals(ofOverride.get(pair.getKey()))) return false;
            }
            return true;
        }
    }

    final TreeMap<String, RuleModel> rules = new TreeMap<>();
    final Map<KeyValues, Numbers> counters = new LinkedHashMap<>();

    /// The refusal of an addition, in the words of [Scenario#shown]; empty if it fits.
    Optional<String> refusal(KeyValues counter, long places) {
        Optional<String> reached = Optional.empty();
        for (var named : rules.entrySet()) {
            RuleModel rule = named.getValue();
            if (!rule.keys.admit(counter)) continue;
            boolean overridden = false;
            for (var override : rule.overrides.entrySet()) {
                if (!override.getValue().keys.admit(counter)) continue;
                overridden = true;
                Optional<String> refusal = refusal(
                        override.getValue(), rule, named.getKey(), Optional.of(override.getKey()), counter, places);
                if (refusal.isPresent() && !refusal.get().startsWith("reached")) return refusal;
                if (reached.isEmpty()) reached = refusal;
            }
            if (overridden) continue;
            Optional<String> refusal = refusal(rule, rule, named.getKey(), Optional.empty(), counter, places);
            if (refusal.isPresent() && !refusal.get().startsWith("reached")) return refusal;
            if (reached.isEmpty()) reached = refusal;
        }
        return reached;
    }

    /// The groups whose limits are asked about a counter.
    Set<GroupKey> askedGroups(KeyValues counter) {
        Set<GroupKey> groups = new HashSet<>();
        for (RuleModel rule : rules.values()) {
            if (!rule.keys.admit(counter)) continue;
            List<RuleModel> overrides = rule.overrides.values().stream().filter(override -> override.keys.admit(counter)).toList();
            for (RuleModel asked : overrides.isEmpty() ? List.of(rule) : overrides)
                groups.add(new GroupKey(asked.id, asked.keys.groupOf(counter)));
        }
        return groups;
    }

    private Optional<String> refusal(
            RuleModel asked, RuleModel rule, String ruleName, Optional<String> override, KeyValues counter, long places) {
        KeyValues group = asked.keys.groupOf(counter);
        long sum = sum(asked, rule, group);
        Refusal.Reason reason;
        if (asked.terms.paused()) reason = Refusal.Reason.RULE_PAUSED;
        else if (asked.terms.limit() instanceof Limit.AtMost(long most)) {
            if (most == 0) reason = Refusal.Reason.LIMIT_ZERO;
            else if (places > most - sum) reason = Refusal.Reason.LIMIT_REACHED;
            else return Optional.empty();
        } else {
            return Optional.empty();
        }
        return Optional.of(Scenario.shown(new Refusal.Limited(reason, ruleName, override, asked.terms.limit(), sum, group)));
    }

    private long sum(RuleModel asked, RuleModel rule, KeyValues group) {
        long sum = 0;
        for (var each : counters.entrySet())
            if (rule.keys.admit(each.getKey()) && asked.keys.admit(each.getKey())
                    && asked.keys.groupOf(each.getKey()).equals(group)) sum += each.getValue().number;
        return sum;
    }

    /// Every sum that is not 0.
    Map<GroupKey, Long> sums() {
        Map<GroupKey, Long> sums = new HashMap<>();
        for (RuleModel rule : rules.values()) {
            count(rule, rule, sums);
            for (RuleModel override : rule.overrides.values()) count(override, rule, sums);
        }
        return sums;
    }

    private void count(RuleModel asked, RuleModel rule, Map<GroupKey, Long> sums) {
        for (var each : counters.entrySet())
            if (rule.keys.admit(each.getKey()) && asked.keys.admit(each.getKey()))
                sums.merge(new GroupKey(asked.id, asked.keys.groupOf(each.getKey())), each.getValue().number, Long::sum);
    }

    /// How much each rule is used, of the groups that somebody is asked about.
    List<LimiterFigures.OfRule> usages() {
        Map<GroupKey, Long> sums = sums();
        Set<GroupKey> asked = new HashSet<>();
        counters.keySet().forEach(counter -> asked.addAll(askedGroups(counter)));
        return rules.entrySet().stream().map(rule -> {
            double used = 0;
            long full = 0;
            List<RuleModel> all = new ArrayList<>(rule.getValue().overrides.values());
            all.add(rule.getValue());
            for (RuleModel each : all) {
                if (!(each.terms.limit() instanceof Limit.AtMost(long most))) continue;
                for (var sum : sums.entrySet()) {
                    if (!sum.getKey().bound().equals(each.id) || !asked.contains(sum.getKey())) continue;
                    used = Math.max(used, most == 0 ? 1 : (double) sum.getValue() / most);
                    if (sum.getValue() >= most) full++;
                }
            }
            return new LimiterFigures.OfRule(rule.getKey(), used, full);
        }).toList();
    }

    /// What [LimitView#figures] should tell of all rules but the first ones.
    LimiterFigures.OfRule usageOfOthers(int named) {
        return usages().stream().skip(named).reduce(new LimiterFigures.OfRule("", 0, 0), LimiterFigures.OfRule::plus);
    }

    void add(Addition addition, Instant now) {
        Numbers numbers = counters.computeIfAbsent(addition.counter(), _ -> new Numbers());
        if (addition.lease().isPresent()) {
            Addition.LeaseTerms terms = addition.lease().get();
            Lease there = numbers.leases.get(terms.id());
            Lease lease = there == null ? new Lease(addition.places(), terms.timeout(), now) : there;
            numbers.leases.remove(terms.id()); // again or not, it is the newest
            numbers.leases.put(terms.id(), lease.keptAt(now));
            if (there != null) return;
        }
        numbers.number += addition.places();
    }

    /// Keeps every lease of this id whose time is not over.
    ///
    /// @return whether there is one
    boolean keep(String id, Instant now) {
        boolean found = false;
        for (Numbers numbers : counters.values()) {
            Lease lease = numbers.leases.get(id);
            if (lease == null || !lease.due().isAfter(now)) continue;
            numbers.leases.put(id, lease.keptAt(now));
            found = true;
        }
        return found;
    }

    void keepAll(Instant now) {
        for (Numbers numbers : counters.values()) numbers.leases.replaceAll((_, lease) -> lease.keptAt(now));
    }

    boolean isDue(KeyValues counter, String lease, Instant now) {
        return !counters.get(counter).leases.get(lease).due().isAfter(now);
    }

    List<String> overdue(Instant now) {
        return counters.values().stream().flatMap(numbers -> numbers.leases.entrySet().stream())
                .filter(lease -> !lease.getValue().due().isAfter(now)).map(Map.Entry::getKey).toList();
    }

    boolean hasLeaseOf(Addition addition) {
        Numbers numbers = counters.get(addition.counter());
        return numbers != null && addition.lease().filter(lease -> numbers.leases.containsKey(lease.id())).isPresent();
    }

    long number(KeyValues counter) {
        Numbers numbers = counters.get(counter);
        return numbers == null ? 0 : numbers.number;
    }

    void subtract(KeyValues counter, long places) {
        Numbers numbers = counters.get(counter);
        if (numbers == null) return;
        numbers.number -= places;
        if (numbers.number <= 0) counters.remove(counter);
    }

    void removeLease(KeyValues counter, String lease) {
        Numbers numbers = counters.get(counter);
        Lease removed = numbers == null ? null : numbers.leases.remove(lease);
        if (removed != null) subtract(counter, removed.places());
    }

    long total() {
        return counters.values().stream().mapToLong(numbers -> numbers.number).sum();
    }

    boolean hasRoomFor(long more) {
        return more <= Long.MAX_VALUE - total();
    }

    boolean canSet(KeyValues counter, long number) {
        return hasRoomFor(Math.max(0, number) - number(counter));
    }

    void set(KeyValues counter, long number) {
        counters.remove(counter);
        if (number <= 0) return;
        Numbers numbers = new Numbers();
        numbers.number = number;
        counters.put(counter, numbers);
    }
}
