package dev.willow.limiter.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How much all rules are used, so that it can be told of the first by their names, and of the rest together, without going
/// through the rest.
final class Usages {
    private final TreeMap<String, RuleUsage> byName = new TreeMap<>();
    private final TreeSet<RuleUsage> byShare =
            new TreeSet<>(Comparator.comparingDouble(RuleUsage::highest).reversed().thenComparing(RuleUsage::rule));
    private long full;

    RuleUsage of(String rule) {
        RuleUsage usage = new RuleUsage(rule, this);
        byName.put(rule, usage);
        byShare.add(usage);
        return usage;
    }

    void forget(RuleUsage gone) {
        byName.remove(gone.rule());
        byShare.remove(gone);
        full -= gone.full();
    }

    /// @param change changes the highest share of this rule
    void sharing(RuleUsage usage, Runnable change) {
        byShare.remove(usage);
        change.run();
        byShare.add(usage);
    }

    void fullChanged(long by) {
        full += by;
    }

    /// How many groups of all rules are at their limit.
    long full() {
        return full;
    }

    int count() {
        return byName.size();
    }

    /// The first rules by their names.
    List<LimiterFigures.OfRule> first(int most) {
        List<LimiterFigures.OfRule> first = new ArrayList<>(Math.min(most, byName.size()));
        Iterator<RuleUsage> each = byName.values().iterator();
        while (first.size() < most && each.hasNext()) first.add(figures(each.next()));
        return first;
    }

    /// The highest share that a rule besides these uses.
    double highestBesides(Set<String> named) {
        for (RuleUsage usage : byShare) if (!named.contains(usage.rule())) return usage.highest();
        return 0;
    }

    private static LimiterFigures.OfRule figures(RuleUsage usage) {
        return new LimiterFigures.OfRule(usage.rule(), usage.highest(), usage.full());
    }
}
