package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.query.Comparison;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Utf8Order;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Teaches Jackson the values of the contract: typed values and sets of them, comparisons, durations, and strings of
/// limited length. What the records of requests add to that is in [RequestModifier].
public final class WillowModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /// @param limits what reading accepts; writing knows no limits
    public WillowModule(ApiLimits limits) {
        super("willow");
        ValueReader values = new ValueReader(limits);
        reads(Value.class, values::value);
        reads(ValuePattern.class, values::pattern);
        reads(Comparison.class, json -> Comparison.ofSymbol(text(json)));
        reads(Duration.class, WillowModule::duration);
        reads(String.class, json -> limitedText(json, limits));
        reads(byte[].class, WillowModule::bytes);
        addDeserializer(KeyValues.class, new PairsReader<>(KeyValues.class, limits, values::value, KeyValues::of));
        addDeserializer(KeyPatterns.class, new PairsReader<>(KeyPatterns.class, limits, values::pattern, KeyPatterns::of));

        writes(Value.class, WillowModule::write);
        writes(ValuePattern.class, WillowModule::write);
        writes(Comparison.class, (comparison, json) -> json.writeString(comparison.symbol()));
        writes(Duration.class, (duration, json) -> json.writeNumber(Durations.toNanos(duration)));
        writes(KeyValues.class, (set, json) -> writePairs(set, json, WillowModule::write));
        writes(KeyPatterns.class, (set, json) -> writePairs(set, json, WillowModule::write));
        setDeserializerModifier(new RequestModifier(limits));
    }

    private static void write(Value value, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("Type", value.type().number());
        json.writeStringProperty("Data", value.data());
        json.writeEndObject();
    }

    private static void write(ValuePattern pattern, JsonGenerator json) {
        switch (pattern) {
            case ValuePattern.Exactly(Value value) -> write(value, json);
            case ValuePattern.Any any -> {
                json.writeStartObject();
                json.writeNumberProperty("Type", any.type().number());
                json.writeEndObject();
            }
        }
    }

    private static <V> void writePairs(
            Iterable<Map.Entry<String, V>> pairs, JsonGenerator json, BiConsumer<V, JsonGenerator> value) {
        json.writeStartObject();
        for (Map.Entry<String, V> pair : pairs) {
            json.writeName(pair.getKey());
            value.accept(pair.getValue(), json);
        }
        json.writeEndObject();
    }

    private static Duration duration(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT -> Durations.ofNanos(json.getString());
            case VALUE_STRING -> Durations.ofText(json.getString());
            case null, default -> throw new RefusedInput(
                    json, "must be a whole number of nanoseconds, or text with a unit such as \"30s\"");
        };
    }

    /// Bytes are limited by the size of the body alone.
    private static byte[] bytes(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            try {
                return Base64.getDecoder().decode(json.getString());
            } catch (IllegalArgumentException notBase64) {
                // told below
            }
        }
        throw new RefusedInput(json, "must be a string in base64");
    }

    private static String limitedText(JsonParser json, ApiLimits limits) {
        String text = text(json);
        if (!Utf8Order.isEncodable(text)) throw new RefusedInput(json, "holds half of a surrogate pair");
        if (Utf8Order.length(text) > limits.stringBytes())
            throw new RefusedInput(json, "is longer than " + limits.stringBytes() + " bytes");
        return text;
    }

    private static String text(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_STRING) throw new RefusedInput(json, "must be a string");
        return json.getString();
    }

    private <T> void reads(Class<T> type, Function<JsonParser, T> reader) {
        addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) {
                try {
                    return reader.apply(json);
                } catch (InvalidValueException invalid) {
                    throw new RefusedInput(json, invalid.getMessage());
                }
            }
        });
    }

    private <T> void writes(Class<T> type, BiConsumer<T, JsonGenerator> writer) {
        addSerializer(type, new StdSerializer<T>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                writer.accept(value, json);
            }
        });
    }
}
