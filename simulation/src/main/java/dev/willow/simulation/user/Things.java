package dev.willow.simulation.user;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.simulation.time.Chance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The few things that everybody is after.
final class Things {
    static final String QUEUE = "jobs";
    private static final List<String> BRANCHES = List.of("main", "next", "old");
    private static final List<String> SYSTEMS = List.of("linux", "mac");
    private static final List<String> LOCKS = List.of("production", "staging");

    private Things() {}

    static KeyValues channel(Chance chance) {
        return KeyValues.of("branch", Value.text(chance.of(BRANCHES)), "os", Value.text(chance.of(SYSTEMS)));
    }

    static KeyValues lock(Chance chance) {
        return KeyValues.of("deploy", Value.text(chance.of(LOCKS)));
    }

    static List<KeyValues> locks() {
        return LOCKS.stream().map(lock -> KeyValues.of("deploy", Value.text(lock))).toList();
    }

    static String system(Chance chance) {
        return chance.of(SYSTEMS);
    }

    static KeyPatterns any(String... keys) {
        Map<String, ValuePattern> patterns = new HashMap<>();
        for (String key : keys) patterns.put(key, ValuePattern.ANY);
        return KeyPatterns.of(patterns);
    }

    static KeyPatterns main() {
        return KeyPatterns.of(Map.of("branch", ValuePattern.exactly(Value.text("main"))));
    }
}
