package dev.willow.limiter.domain;

import dev.willow.common.query.Match;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterCommand.ChangeOverride;
import dev.willow.limiter.domain.LimiterCommand.ChangeRule;
import dev.willow.limiter.domain.LimiterCommand.CreateOverride;
import dev.willow.limiter.domain.LimiterCommand.CreateRule;
import dev.willow.limiter.domain.LimiterCommand.DeleteOverride;
import dev.willow.limiter.domain.LimiterCommand.DeleteRule;
import dev.willow.limiter.domain.LimiterEvent.Answer;
import dev.willow.limiter.domain.LimiterEvent.OverrideDeleted;
import dev.willow.limiter.domain.LimiterEvent.OverrideStands;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.LimiterEvent.RuleDeleted;
import dev.willow.limiter.domain.LimiterEvent.RuleStands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Creates, changes and deletes rules and overrides. A new one counts what is there already, found through the index
/// over the counters; nothing else is counted again.
final class RuleDesk {
    private final RuleBook rules;
    private final CounterTable counters;
    private final Consumer<String> changed;

    /// @param changed told the name of each rule that changed, after it did
    RuleDesk(RuleBook rules, CounterTable counters, Consumer<String> changed) {
        this.rules = rules;
        this.counters = counters;
        this.changed = changed;
    }

    Answer create(CreateRule command) {
        Bound.Rule rule = command.rule();
        if (rules.find(rule.name()) != null) return refused(command.by(), new Refusal.NameInUse(rule.name()));
        RuleEntry same = rules.withKeys(rule.keys());
        if (same != null) return refused(command.by(), new Refusal.GroupInUse(same.rule().name()));
        add(rule);
        rulesChanged(rule.name());
        return new RuleStands(command.by(), new RuleState(rule, List.of()));
    }

    Answer change(ChangeRule command) {
        RuleEntry rule = rules.find(command.rule());
        if (rule == null) return noRule(command.by(), command.rule());
        if (change(rule.gauge(), command.change())) rulesChanged(rule.rule().name());
        return new RuleStands(command.by(), rule.state());
    }

    Answer delete(DeleteRule command) {
        RuleEntry rule = rules.find(command.rule());
        if (rule == null) return noRule(command.by(), command.rule());
        rules.remove(rule);
        rulesChanged(rule.rule().name());
        return new RuleDeleted(command.by());
    }

    Answer create(CreateOverride command) {
        RuleEntry rule = rules.find(command.rule());
        if (rule == null) return noRule(command.by(), command.rule());
        Optional<Refusal> misfit = misfit(rule.keys(), command.keys());
        if (misfit.isPresent()) return refused(command.by(), misfit.get());
        if (rule.override(command.name()) != null) return refused(command.by(), new Refusal.NameInUse(command.name()));
        Gauge same = rule.overrideWith(command.keys());
        if (same != null) return refused(command.by(), new Refusal.GroupInUse(same.bound().name()));
        Bound.RuleOverride override = new Bound.RuleOverride(
                command.id(), rule.rule().name(), command.name(), command.keys(), command.terms());
        add(rule, override);
        rulesChanged(rule.rule().name());
        return new OverrideStands(command.by(), override);
    }

    Answer change(ChangeOverride command) {
        RuleEntry rule = rules.find(command.rule());
        if (rule == null) return noRule(command.by(), command.rule());
        Gauge override = rule.override(command.override());
        if (override == null) return noOverride(command.by(), rule, command.override());
        if (change(override, command.change())) rulesChanged(rule.rule().name());
        return new OverrideStands(command.by(), (Bound.RuleOverride) override.bound());
    }

    Answer delete(DeleteOverride command) {
        RuleEntry rule = rules.find(command.rule());
        if (rule == null) return noRule(command.by(), command.rule());
        Gauge override = rule.override(command.override());
        if (override == null) return noOverride(command.by(), rule, command.override());
        remove(rule, override);
        rulesChanged(rule.rule().name());
        return new OverrideDeleted(command.by());
    }

    /// Puts a rule in the book that was in a picture.
    void restore(RuleState state) {
        RuleEntry rule = add(state.rule());
        for (Bound.RuleOverride override : state.overrides()) add(rule, override);
    }

    private RuleEntry add(Bound.Rule rule) {
        RuleEntry added = rules.add(rule);
        for (Counter counter : counters.admittedBy(rule.keys())) added.gauge().count(counter);
        return added;
    }

    private void add(RuleEntry rule, Bound.RuleOverride override) {
        Gauge added = rule.add(override);
        // An override may say Any where its rule is exact; it still only stands for counters of its rule.
        for (Counter counter : counters.admittedBy(override.keys()))
            if (rule.keys().admit(counter.keyValues())) {
                added.count(counter);
                if (overridesOf(rule, counter) == 1) rule.gauge().ask(counter, false);
            }
    }

    private void remove(RuleEntry rule, Gauge override) {
        rule.remove(override);
        for (Counter counter : counters.admittedBy(override.keys()))
            if (rule.keys().admit(counter.keyValues()) && overridesOf(rule, counter) == 0) rule.gauge().ask(counter, true);
    }

    private static int overridesOf(RuleEntry rule, Counter counter) {
        return rule.overridesFor(Match.appliesTo(counter.keyValues())).size();
    }

    private static boolean change(Gauge gauge, Terms.Change change) {
        Terms before = gauge.terms();
        gauge.change(change);
        return !gauge.terms().equals(before);
    }

    private void rulesChanged(String name) {
        rules.changed();
        changed.accept(name);
    }

    private static Optional<Refusal> misfit(KeyPatterns ofRule, KeyPatterns ofOverride) {
        List<String> missing = new ArrayList<>();
        for (String key : ofRule.keys()) if (!ofOverride.hasKey(key)) missing.add(key);
        if (!missing.isEmpty()) return Optional.of(new Refusal.KeysMissing(missing));
        for (var pair : ofRule)
            if (pair.getValue() instanceof ValuePattern.Exactly exactly
                    && ofOverride.get(pair.getKey()) instanceof ValuePattern.Exactly other
                    && !exactly.equals(other)) return Optional.of(new Refusal.NeverApplies(pair.getKey()));
        return Optional.empty();
    }

    private static Answer noRule(RequestId by, String name) {
        return refused(by, new Refusal.NoSuchRule(name));
    }

    private static Answer noOverride(RequestId by, RuleEntry rule, String name) {
        return refused(by, new Refusal.NoSuchOverride(rule.rule().name(), name));
    }

    private static Answer refused(RequestId by, Refusal refusal) {
        return new Refused(by, refusal);
    }
}
