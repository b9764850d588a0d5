package dev.willow.common.values;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// A small immutable map from keys to `V`, kept as two arrays in the UTF-8 order of the keys, so that equal sets have
/// one form, whatever order they were written in. The hash is computed once: these are the identities that every
/// table looks things up by.
///
/// @param <V> what a key maps to: a value, or a pattern
abstract sealed class SortedPairs<V> implements Iterable<Map.Entry<String, V>> permits KeyValues, KeyPatterns {
    final String[] keys;
    final Object[] values;
    private final int hash;

    SortedPairs(Map<String, ? extends V> pairs) {
        String[] sorted = pairs.keySet().toArray(String[]::new);
        Arrays.sort(sorted, Utf8Order.COMPARATOR);
        Object[] inOrder = new Object[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            String key = sorted[i];
            if (key.isEmpty()) throw new InvalidValueException("a key must not be empty");
            if (!Utf8Order.isEncodable(key)) throw new InvalidValueException("a key holds half of a surrogate pair");
            inOrder[i] = pairs.get(key);
            if (inOrder[i] == null) throw new InvalidValueException("the key \"" + key + "\" has no value");
        }
        this.keys = sorted;
        this.values = inOrder;
        this.hash = 31 * Arrays.hashCode(sorted) + Arrays.hashCode(inOrder);
    }

    /// For pairs that are known to be good and sorted.
    SortedPairs(String[] sortedKeys, Object[] inOrder) {
        this.keys = sortedKeys;
        this.values = inOrder;
        this.hash = 31 * Arrays.hashCode(sortedKeys) + Arrays.hashCode(inOrder);
    }

    public final int size() {
        return keys.length;
    }

    public final boolean isEmpty() {
        return keys.length == 0;
    }

    /// The keys in their UTF-8 order.
    public final List<String> keys() {
        return Collections.unmodifiableList(Arrays.asList(keys));
    }

    /// What the key maps to, or null if it is not there.
    @SuppressWarnings("unchecked")
    public final V get(String key) {
        int at = Arrays.binarySearch(keys, key, Utf8Order.COMPARATOR);
        return at < 0 ? null : (V) values[at];
    }

    public final boolean hasKey(String key) {
        return Arrays.binarySearch(keys, key, Utf8Order.COMPARATOR) >= 0;
    }

    /// The pairs in the order of their keys.
    @Override
    public final Iterator<Map.Entry<String, V>> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < keys.length;
            }

            @Override
            @SuppressWarnings("unchecked")
            public Map.Entry<String, V> next() {
                if (next == keys.length) throw new NoSuchElementException();
                int at = next++;
                return new AbstractMap.SimpleImmutableEntry<>(keys[at], (V) values[at]);
            }
        };
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SortedPairs<?> that
                && that.getClass() == getClass()
                && that.hash == hash
                && Arrays.equals(that.keys, keys)
                && Arrays.equals(that.values, values);
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
