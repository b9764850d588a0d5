package dev.willow.common.index;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the tests put into the index.
record Thing(String id, KeyPatterns keys) implements Subject {

    /// @param pairs key, value, key, value ...: text or whole numbers, or `*` for Any
    static Thing of(String id, Object... pairs) {
        return new Thing(id, keys(pairs));
    }

    static KeyPatterns keys(Object... pairs) {
        Map<String, ValuePattern> keys = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) keys.put((String) pairs[i], pattern(pairs[i + 1]));
        return KeyPatterns.of(keys);
    }

    static ValuePattern pattern(Object value) {
        return switch (value) {
            case Integer number -> ValuePattern.exactly(Value.int64(number));
            case Value exact -> ValuePattern.exactly(exact);
            default -> value.equals("*") ? ValuePattern.ANY : ValuePattern.exactly(Value.text((String) value));
        };
    }
}
