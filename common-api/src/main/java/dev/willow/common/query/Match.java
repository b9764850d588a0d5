package dev.willow.common.query;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Finds every stored thing all of whose pairs are admitted by the given ones: the things that would apply to those
/// key-values.
///
/// @param given   for each key a value, or Any, with the types a stored value may have
/// @param minKeys the least number of pairs that a found thing has (`MinNumberOfPermutationKeyValues`)
/// @param maxKeys the most pairs that a found thing has (`MaxNumberOfPermutationKeyValues`)
public record Match(Map<String, Given> given, OptionalInt minKeys, OptionalInt maxKeys) {

    public Match {
        given = Map.copyOf(given);
    }

    /// What is given for one key.
    public record Given(ValuePattern value, TypeRange range) {
        public static Given of(ValuePattern value) {
            return new Given(value, TypeRange.defaultFor(value));
        }

        /// Whether a thing that carries `stored` under this key would apply. Any admits, and is admitted by, every
        /// value whose type the range allows.
        public boolean admits(ValuePattern stored) {
            return switch (stored) {
                case ValuePattern.Any any -> range.allows(value.type());
                case ValuePattern.Exactly exactly -> range.allows(exactly.type())
                        && (value instanceof ValuePattern.Any || value.equals(exactly));
            };
        }
    }

    /// What applies to exactly these key-values.
    public static Match appliesTo(KeyValues keyValues) {
        Map<String, Given> given = LinkedHashMap.newLinkedHashMap(keyValues.size());
        for (Map.Entry<String, Value> pair : keyValues)
            given.put(pair.getKey(), Given.of(ValuePattern.exactly(pair.getValue())));
        return new Match(given, OptionalInt.empty(), OptionalInt.empty());
    }

    public boolean finds(Subject thing) {
        int size = thing.keys().size();
        if (size < minKeys.orElse(0) || size > maxKeys.orElse(Integer.MAX_VALUE)) return false;
        for (Map.Entry<String, ValuePattern> pair : thing.keys()) {
            Given forKey = given.get(pair.getKey());
            if (forKey == null || !forKey.admits(pair.getValue())) return false;
        }
        return true;
    }
}
