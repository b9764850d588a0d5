package dev.willow.limiter.domain;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Match;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// One rule with its overrides, in the table.
final class RuleEntry implements Subject {
    private final RuleUsage usage;
    private final Gauge gauge;
    private final TreeMap<String, Gauge> overridesByName = new TreeMap<>();
    private final Map<KeyPatterns, Gauge> overridesByKeys = new HashMap<>();
    private final KeyValuesIndex<Gauge> overrides = new KeyValuesIndex<>();
    private List<String> allKeys;

    /// @param usage of this rule, with nothing in it yet
    RuleEntry(Bound.Rule rule, RuleUsage usage) {
        this.usage = usage;
        this.gauge = new Gauge(rule, usage);
    }

    RuleUsage usage() {
        return usage;
    }

    Gauge gauge() {
        return gauge;
    }

    Bound.Rule rule() {
        return (Bound.Rule) gauge.bound();
    }

    @Override
    public String id() {
        return gauge.id();
    }

    @Override
    public KeyPatterns keys() {
        return gauge.keys();
    }

    /// By name or id; null if there is none.
    Gauge override(String nameOrId) {
        Gauge byName = overridesByName.get(nameOrId);
        return byName != null ? byName : overrides.byId(nameOrId).orElse(null);
    }

    Gauge overrideWith(KeyPatterns keys) {
        return overridesByKeys.get(keys);
    }

    Gauge add(Bound.RuleOverride override) {
        Gauge added = new Gauge(override, usage);
        overridesByName.put(override.name(), added);
        overridesByKeys.put(override.keys(), added);
        allKeys = null;
        overrides.add(added);
        return added;
    }

    void remove(Gauge override) {
        overridesByName.remove(override.bound().name());
        overridesByKeys.remove(override.keys());
        allKeys = null;
        overrides.remove(override.id());
        usage.leave(override.usage());
    }

    KeyValuesIndex<Gauge> overrides() {
        return overrides;
    }

    /// In the order of their names.
    Collection<Gauge> overridesInOrder() {
        return overridesByName.values();
    }

    /// The overrides that apply to what the match was made of, in the order of their names.
    List<Gauge> overridesFor(Match match) {
        if (overridesByName.isEmpty()) return List.of();
        List<Gauge> found = overrides.match(match);
        if (found.size() < 2) return found;
        return found.stream().sorted(Comparator.comparing(gauge -> gauge.bound().name())).toList();
    }

    /// The keys of the rule and of all its overrides: nothing else in a counter matters to whether it is asked, and for which group.
    List<String> allKeys() {
        if (allKeys == null) {
            TreeSet<String> all = new TreeSet<>(keys().keys());
            for (Gauge override : overridesByName.values()) all.addAll(override.keys().keys());
            allKeys = List.copyOf(all);
        }
        return allKeys;
    }

    RuleState state() {
        return new RuleState(
                rule(), overridesByName.values().stream().map(gauge -> (Bound.RuleOverride) gauge.bound()).toList());
    }
}
