package dev.willow.common.digest;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.Map;

/// Hashes of 64 bits that are the same in every process and every version of Java, which those of [Object#hashCode] need not be.
///
/// Fowler, Noll, Vo: FNV-1a, over the 16 bits of each character in place of bytes, each text after its length; finished as in
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014), so that sums of hashes are as good as each of them.
final class StableHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StableHash() {}

    static long of(KeyValues keyValues) {
        long hash = with(BASIS, keyValues.size());
        for (Map.Entry<String, Value> pair : keyValues) {
            Value value = pair.getValue();
            hash = with(with(with(hash, pair.getKey()), value.type().number()), value.data());
        }
        return hash;
    }

    static long with(long hash, String text) {
        long longer = with(hash, text.length());
        for (int i = 0; i < text.length(); i++) longer = with(longer, text.charAt(i));
        return longer;
    }

    private static long with(long hash, int unit) {
        return (hash ^ unit) * PRIME;
    }

    static long finished(long hash) {
        long once = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
