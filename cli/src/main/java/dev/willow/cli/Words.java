package dev.willow.cli;

import dev.willow.client.words.Pair;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// How things are called on the screen: as they may be typed, see [Pair].
final class Words {
    private Words() {}

    /// What `--where` asks for.
    ///
    /// @param where null if it was not given, as picocli has it
    static Query query(List<String> where) {
        return where == null ? Query.EVERYTHING : Pair.query(where);
    }

    static String of(KeyValues keyValues) {
        return join(keyValues.asPatterns());
    }

    static String of(KeyPatterns patterns) {
        return join(patterns);
    }

    private static String join(Iterable<Map.Entry<String, ValuePattern>> pairs) {
        return StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> pair.getKey() + switch (pair.getValue()) {
                    case ValuePattern.Any any -> "";
                    case ValuePattern.Exactly(Value value) -> typeOf(value) + "=" + value.data();
                })
                .collect(Collectors.joining(" "));
    }

    private static String typeOf(Value value) {
        return switch (value.type()) {
            case STRING -> "";
            case INT64, FLOAT64 -> ":";
            default -> ":" + value.type().name().toLowerCase(Locale.ROOT);
        };
    }

    static String limit(long limit) {
        return limit < 0 ? "unlimited" : Long.toString(limit);
    }

    /// What users send may hold anything; on the screen it must not move the cursor or change colours.
    static String clean(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                ? text.chars().mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c)).collect(Collectors.joining())
                : text;
    }
}
