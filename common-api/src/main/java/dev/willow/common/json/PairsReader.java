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
final class PairsReader<V, S> extends StdDeserializer<S> {
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
            if (pairs.size() == limits.keysPerSet())
                throw new RefusedInput(json, "has more than " + limits.keysPerSet() + " key-values");
            try {
                requireKey(json, key, limits);
                pairs.put(key, value.apply(json));
            } catch (RefusedInput refused) {
                throw refused.at(null, key);
            }
        }
        return set.apply(pairs);
    }

    static void requireKey(JsonParser json, String key, ApiLimits limits) {
        if (key.isEmpty()) throw new RefusedInput(json, "a key must not be empty");
        if (!Utf8Order.isEncodable(key)) throw new RefusedInput(json, "the key holds half of a surrogate pair");
        if (Utf8Order.length(key) > limits.keyBytes())
            throw new RefusedInput(json, "the key is longer than " + limits.keyBytes() + " bytes");
    }
}
