package dev.willow.common.values;

import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;

/// The group-by keys of a rule or override: for each key any value, or exactly one. Immutable.
public final class KeyPatterns extends SortedPairs<ValuePattern> implements Comparable<KeyPatterns> {
    public static final KeyPatterns NONE = new KeyPatterns(Map.of());

    private KeyPatterns(Map<String, ValuePattern> pairs) {
        super(pairs);
    }

    KeyPatterns(String[] sortedKeys, Object[] inOrder) {
        super(sortedKeys, inOrder);
    }

    /// @throws InvalidValueException if a key is empty or not valid Unicode, or a pattern is missing
    public static KeyPatterns of(Map<String, ValuePattern> pairs) {
        return pairs.isEmpty() ? NONE : new KeyPatterns(pairs);
    }

    /// Whether these key-values carry every key asked for, each with an admitted value.
    public boolean admit(KeyValues candidate) {
        for (int i = 0; i < keys.length; i++) {
            Value value = candidate.get(keys[i]);
            if (value == null || !((ValuePattern) values[i]).admits(value)) return false;
        }
        return true;
    }

    /// The values that the candidate carries for these keys: the group that its number counts in.
    ///
    /// @param candidate key-values that have every one of these keys, as [#admit] tells
    public KeyValues groupOf(KeyValues candidate) {
        Object[] group = new Object[keys.length];
        for (int i = 0; i < keys.length; i++) {
            group[i] = candidate.get(keys[i]);
            if (group[i] == null) throw new IllegalArgumentException(candidate + " has no " + keys[i]);
        }
        return new KeyValues(keys, group);
    }

    /// A total order, as that of [KeyValues]; Any comes before all values.
    @Override
    public int compareTo(KeyPatterns other) {
        return compare(other, Comparator.naturalOrder());
    }

    /// For people: `branch=*, os=linux`.
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (Map.Entry<String, ValuePattern> pair : this)
            text.add(pair.getKey() + "=" + switch (pair.getValue()) {
                case ValuePattern.Any any -> "*";
                case ValuePattern.Exactly(Value wanted) -> wanted.data();
            });
        return text.toString();
    }
}
