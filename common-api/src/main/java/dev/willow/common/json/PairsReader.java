package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.Utf8Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads an object of typed values as a set of key-values or of patterns.
///
/// Services make sets of their own from a user's: they add a few keys, and prefix others. Whatever a user may send must
/// still be read then, so keys that begin with `_` may be a little longer, and a set that has one a little larger.
final class PairsReader<V, S> extends StdDeserializer<S> {
    private static final String RESERVED = "_";
    private static final int MORE_KEYS = 4;
    private static final int LONGER_BY = 16;

    private final ApiLimits limits;
    private final Function<JsonParser, V> value;
    private final Function<Map<String, V>, S> set;

    PairsReader(Class<S> type, ApiLimits limits, Function<JsonParser, V> value, Function<Map<String, V>, S> set) {
        super(type);
        this.limits = limits;
        this.value = value;
        this.set = set;
    }

    @Override
    public S deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_OBJECT) throw new RefusedInput(json, "must be an object of key-values");
        Map<String, V> pairs = new LinkedHashMap<>();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            if (pairs.size() == limits.keysPerSet() + MORE_KEYS) throw tooMany(json);
            try {
                requireKey(json, key, limits);
                pairs.put(key, value.apply(json));
            } catch (RefusedInput refused) {
                throw refused.at(null, key);
            }
        }
        if (pairs.size() > limits.keysPerSet() && pairs.keySet().stream().noneMatch(PairsReader::isReserved)) throw tooMany(json);
        return set.apply(pairs);
    }

    private RefusedInput tooMany(JsonParser json) {
        return new RefusedInput(json, "has more than " + limits.keysPerSet() + " key-values");
    }

    private static boolean isReserved(String key) {
        return key.startsWith(RESERVED);
    }

    static void requireKey(JsonParser json, String key, ApiLimits limits) {
        if (key.isEmpty()) throw new RefusedInput(json, "a key must not be empty");
        if (!Utf8Order.isEncodable(key)) throw new RefusedInput(json, "the key holds half of a surrogate pair");
        if (Utf8Order.length(key) - (isReserved(key) ? LONGER_BY : 0) > limits.keyBytes())
            throw new RefusedInput(json, "the key is longer than " + limits.keyBytes() + " bytes");
    }
}
