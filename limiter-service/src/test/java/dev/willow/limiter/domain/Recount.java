package dev.willow.limiter.domain;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the limit table promises, done the plain way: every question is answered by walking all rules and counting all
/// counters again.
final class Recount {
    static final class Numbers {
        final Map<String, Long> leases = new LinkedHashMap<>();
        long number;
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

    private Optional<String> refusal(
            RuleModel asked, RuleModel rule, String ruleName, Optional<String> override, KeyValues counter, long places) {
        KeyValues group = asked.keys.groupOf(counter);
        long sum = sum(asked, rule, group);
        Refusal.Reason reason;
        if (asked.terms.paused()) reason = Refusal.Reason.RULE_PAUSED;
        else if (asked.terms.limit() instanceof Limit.AtMost(long most)) {
            if (most == 0) reason = Refusal.Reason.LIMIT_ZERO;
            else if (sum + places > most) reason = Refusal.Reason.LIMIT_REACHED;
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

    void add(Addition addition) {
        Numbers numbers = counters.computeIfAbsent(addition.counter(), _ -> new Numbers());
        if (addition.lease().isPresent() && numbers.leases.putIfAbsent(addition.lease().get().id(), addition.places()) != null)
            return;
        numbers.number += addition.places();
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
        Long places = numbers == null ? null : numbers.leases.remove(lease);
        if (places != null) subtract(counter, places);
    }

    void set(KeyValues counter, long number) {
        counters.remove(counter);
        if (number <= 0) return;
        Numbers numbers = new Numbers();
        numbers.number = number;
        counters.put(counter, numbers);
    }
}
