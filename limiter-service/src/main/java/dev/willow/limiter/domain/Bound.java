package dev.willow.limiter.domain;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import java.util.Optional;

/// A rule or an override: for each combination of its keys' values it limits the sum of the counters that carry it.
public sealed interface Bound extends Subject {
    String name();

    Terms terms();

    /// The name of the rule: its own, or that of the rule that this overrides.
    String ruleName();

    /// Its own name if it is an override.
    Optional<String> overrideName();

    /// The same with other terms. Its id and keys never change.
    Bound with(Terms changed);

    /// @param id   made by the service
    /// @param name what it is called in URLs; no two rules share one
    /// @param keys which counters it applies to; no two rules have the same
    record Rule(String id, String name, KeyPatterns keys, Terms terms) implements Bound {
        @Override
        public String ruleName() {
            return name;
        }

        @Override
        public Optional<String> overrideName() {
            return Optional.empty();
        }

        @Override
        public Rule with(Terms changed) {
            return new Rule(id, name, keys, changed);
        }
    }

    /// Replaces its rule for the counters that it applies to.
    ///
    /// @param ruleName the rule that it belongs to
    /// @param name     no two overrides of a rule share one
    /// @param keys     all keys of the rule, and perhaps more
    record RuleOverride(String id, String ruleName, String name, KeyPatterns keys, Terms terms) implements Bound {
        @Override
        public Optional<String> overrideName() {
            return Optional.of(name);
        }

        @Override
        public RuleOverride with(Terms changed) {
            return new RuleOverride(id, ruleName, name, keys, changed);
        }
    }
}
