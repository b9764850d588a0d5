package dev.willow.common.values;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// A set of key-values: the identity of a channel, a lock or a counter. The same pairs in any order are the same set.
///
/// Immutable. Sizes are not limited here; what a service accepts is a setting of its edge.
public final class KeyValues extends SortedPairs<Value> implements Comparable<KeyValues> {
    public static final KeyValues NONE = new KeyValues(Map.of());

    private KeyValues(Map<String, Value> pairs) {
        super(pairs);
    }

    KeyValues(String[] sortedKeys, Object[] inOrder) {
        super(sortedKeys, inOrder);
    }

    /// @throws InvalidValueException if a key is empty or not valid Unicode, or a value is missing
    public static KeyValues of(Map<String, Value> pairs) {
        return pairs.isEmpty() ? NONE : new KeyValues(pairs);
    }

    public static KeyValues of(String key, Value value) {
        return new KeyValues(Map.of(key, value));
    }

    public static KeyValues of(String key1, Value value1, String key2, Value value2) {
        return new KeyValues(Map.of(key1, value1, key2, value2));
    }

    /// The same set with one more pair, or with the key's value replaced.
    public KeyValues with(String key, Value value) {
        Map<String, Value> pairs = toMap();
        pairs.put(key, value);
        return new KeyValues(pairs);
    }

    /// The pairs with these keys, as far as they are there.
    public KeyValues only(Set<String> wanted) {
        int found = 0;
        for (String key : keys) if (wanted.contains(key)) found++;
        if (found == keys.length) return this;
        String[] theirKeys = new String[found];
        Object[] theirValues = new Object[found];
        for (int from = 0, to = 0; to < found; from++) {
            if (!wanted.contains(keys[from])) continue;
            theirKeys[to] = keys[from];
            theirValues[to++] = values[from];
        }
        return new KeyValues(theirKeys, theirValues);
    }

    /// A copy as a map, in the order of the keys.
    public Map<String, Value> toMap() {
        Map<String, Value> pairs = LinkedHashMap.newLinkedHashMap(size());
        for (Map.Entry<String, Value> pair : this) pairs.put(pair.getKey(), pair.getValue());
        return pairs;
    }

    /// The same pairs as patterns that ask for exactly these values.
    public KeyPatterns asPatterns() {
        Object[] patterns = new Object[values.length];
        for (int i = 0; i < values.length; i++) patterns[i] = ValuePattern.exactly((Value) values[i]);
        return new KeyPatterns(keys, patterns);
    }

    /// A total order over sets, so that whoever needs several at once can take them in one fixed order: pair by pair,
    /// the key first, then the value; a set that is the beginning of another comes before it.
    @Override
    public int compareTo(KeyValues other) {
        return compare(other, Comparator.naturalOrder());
    }

    /// For people: `branch=main, os=linux`.
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (Map.Entry<String, Value> pair : this) text.add(pair.getKey() + "=" + pair.getValue().data());
        return text.toString();
    }
}
