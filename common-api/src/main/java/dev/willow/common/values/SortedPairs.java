package dev.willow.common.values;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
        this.hash = hash(sorted, inOrder);
    }

    /// For pairs that are known to be good and sorted.
    SortedPairs(String[] sortedKeys, Object[] inOrder) {
        this.keys = sortedKeys;
        this.values = inOrder;
        this.hash = hash(sortedKeys, inOrder);
    }

    /// Mixes well: the hashes of short strings, such as `r5` and `b17`, lie so close together that the usual sum gives one to many sets.
    /// Sets whose hashes were made equal on purpose cost a look-up little, as sets have an order, by which a hash map finds them.
    private static int hash(String[] keys, Object[] values) {
        int hash = keys.length;
        for (int i = 0; i < keys.length; i++) hash = mixed(mixed(hash ^ keys[i].hashCode()) ^ values[i].hashCode());
        return hash;
    }

    /// Appleby, MurmurHash3, 2011: the finalizer.
    private static int mixed(int bits) {
        int once = (bits ^ (bits >>> 16)) * 0x85ebca6b;
        int twice = (once ^ (once >>> 13)) * 0xc2b2ae35;
        return twice ^ (twice >>> 16);
    }

    /// Pair by pair, the key first, then what it maps to; a set that is the beginning of another comes before it.
    final int compare(SortedPairs<V> other, Comparator<? super V> order) {
        int common = Math.min(size(), other.size());
        for (int i = 0; i < common; i++) {
            int byKey = Utf8Order.compare(keys[i], other.keys[i]);
            if (byKey != 0) return byKey;
            int byValue = order.compare(value(i), other.value(i));
            if (byValue != 0) return byValue;
        }
        return Integer.compare(size(), other.size());
    }

    @SuppressWarnings("unchecked")
    private V value(int at) {
        return (V) values[at];
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
    public final V get(String key) {
        int at = Arrays.binarySearch(keys, key, Utf8Order.COMPARATOR);
        return at < 0 ? null : value(at);
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
            public Map.Entry<String, V> next() {
                if (next == keys.length) throw new NoSuchElementException();
                int at = next++;
                return new AbstractMap.SimpleImmutableEntry<>(keys[at], value(at));
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
