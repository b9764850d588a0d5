package dev.willow.limiter.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Match;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All rules with their overrides, and which of them apply to a counter.
final class RuleBook {
    private static final int REMEMBERED_COUNTERS = 10_000;

    private final TreeMap<String, RuleEntry> byName = new TreeMap<>();
    private final Map<KeyPatterns, RuleEntry> byKeys = new HashMap<>();
    private final KeyValuesIndex<RuleEntry> index = new KeyValuesIndex<>();
    private final Usages usages = new Usages();
    private long version;

    /// What applies depends on the rules and the key-values alone, so it is remembered until the rules change.
    private final Map<KeyValues, Applying> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyValues, Applying> eldest) {
            return size() > REMEMBERED_COUNTERS;
        }
    };

    /// Raised by every change of a rule or an override.
    long version() {
        return version;
    }

    void restoreVersion(long restored) {
        version = restored;
    }

    /// Must follow every change of a rule or an override.
    void changed() {
        version++;
        remembered.clear();
    }

    /// By name or id; null if there is none.
    RuleEntry find(String nameOrId) {
        RuleEntry named = byName.get(nameOrId);
        return named != null ? named : index.byId(nameOrId).orElse(null);
    }

    RuleEntry withKeys(KeyPatterns keys) {
        return byKeys.get(keys);
    }

    RuleEntry add(Bound.Rule rule) {
        RuleEntry added = new RuleEntry(rule, usages.of(rule.name()));
        byName.put(rule.name(), added);
        byKeys.put(rule.keys(), added);
        index.add(added);
        return added;
    }

    void remove(RuleEntry rule) {
        byName.remove(rule.rule().name());
        byKeys.remove(rule.keys());
        index.remove(rule.id());
        usages.forget(rule.usage());
    }

    Usages usages() {
        return usages;
    }

    KeyValuesIndex<RuleEntry> index() {
        return index;
    }

    /// In the order of their names.
    Collection<RuleEntry> inOrder() {
        return byName.values();
    }

    void clear() {
        for (RuleEntry rule : List.copyOf(byName.values())) remove(rule);
        changed();
    }

    Applying applyingTo(KeyValues counter) {
        return remembered.computeIfAbsent(counter, this::find);
    }

    private Applying find(KeyValues counter) {
        Match match = Match.appliesTo(counter);
        List<RuleEntry> rules = new ArrayList<>(index.match(match));
        rules.sort(Comparator.comparing(rule -> rule.rule().name()));
        List<Applying.Place> places = new ArrayList<>(rules.size());
        for (RuleEntry rule : rules) {
            List<Gauge> overrides = rule.overridesFor(match);
            places.add(place(rule.gauge(), counter, overrides.isEmpty()));
            for (Gauge override : overrides) places.add(place(override, counter, true));
        }
        return new Applying(places);
    }

    private static Applying.Place place(Gauge gauge, KeyValues counter, boolean asked) {
        return new Applying.Place(gauge, gauge.keys().groupOf(counter), asked);
    }
}
