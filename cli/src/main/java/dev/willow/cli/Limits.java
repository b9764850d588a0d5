package dev.willow.cli;

import dev.willow.client.words.Pair;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import java.util.List;
import java.util.Optional;

/// What rules and overrides have in common on the command line.
final class Limits {
    static final String LIMIT = "The largest sum of a group; -1 is unlimited, 0 lets nothing in.";
    static final String GROUP_BY = "What is grouped: KEY for each value by itself, KEY=VALUE for just that one.";

    private Limits() {}

    static LimitSpec spec(String name, List<String> groupBy, long limit, boolean paused) {
        check(limit);
        return new LimitSpec(
                new LimitDefinition(Optional.of(name), Pair.groupBy(groupBy == null ? List.of() : groupBy)), new LimitProperties(limit, paused));
    }

    static LimitUpdate limit(long limit) {
        check(limit);
        return new LimitUpdate(Optional.of(limit), Optional.empty());
    }

    static LimitUpdate paused(boolean paused) {
        return new LimitUpdate(Optional.empty(), Optional.of(paused));
    }

    private static void check(long limit) {
        if (limit < -1) throw new WrongWords("--limit must be -1 or above");
    }

    static Table table() {
        return new Table("RULE", "OVERRIDE", "GROUPS BY", "LIMIT", "PAUSED");
    }

    /// A rule, and below it its overrides.
    static void add(Rule rule, Table table) {
        add(nameOf(rule.spec()), "", rule.spec(), table);
        for (RuleOverride override : rule.state().overrides()) add("", nameOf(override.spec()), override.spec(), table);
    }

    static void add(RuleOverride override, String rule, Table table) {
        add(rule, nameOf(override.spec()), override.spec(), table);
    }

    private static void add(String rule, String override, LimitSpec spec, Table table) {
        LimitProperties properties = spec.properties();
        table.add(rule, override, Words.of(spec.definition().groupBy()), Words.limit(properties.limit()), properties.paused() ? "paused" : "");
    }

    private static String nameOf(LimitSpec spec) {
        return spec.definition().name().orElse("");
    }
}
