package dev.willow.engine.codec;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Key-values in a compact form: a string as a string, an int64 as a whole number, a float64 as a 64-bit float, any
/// other value as `[type number, data]`; Any as null; sets of them as maps.
final class ValuesModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    ValuesModule() {
        addSerializer(Value.class, new StdSerializer<>(Value.class) {
            @Override
            public void serialize(Value value, JsonGenerator out, SerializationContext context) {
                write(value, out);
            }
        });
        addSerializer(ValuePattern.class, new StdSerializer<>(ValuePattern.class) {
            @Override
            public void serialize(ValuePattern pattern, JsonGenerator out, SerializationContext context) {
                write(pattern, out);
            }
        });
        addSerializer(KeyValues.class, new StdSerializer<>(KeyValues.class) {
            @Override
            public void serialize(KeyValues set, JsonGenerator out, SerializationContext context) {
                out.writeStartObject(set, set.size());
                for (Map.Entry<String, Value> pair : set) {
                    out.writeName(pair.getKey());
                    write(pair.getValue(), out);
                }
                out.writeEndObject();
            }
        });
        addSerializer(KeyPatterns.class, new StdSerializer<>(KeyPatterns.class) {
            @Override
            public void serialize(KeyPatterns set, JsonGenerator out, SerializationContext context) {
                out.writeStartObject(set, set.size());
                for (Map.Entry<String, ValuePattern> pair : set) {
                    out.writeName(pair.getKey());
                    write(pair.getValue(), out);
                }
                out.writeEndObject();
            }
        });
        addDeserializer(Value.class, new Reading<>(Value.class) {
            @Override
            public Value deserialize(JsonParser in, DeserializationContext context) {
                return readValue(in, context);
            }
        });
        addDeserializer(ValuePattern.class, new Reading<>(ValuePattern.class) {
            @Override
            public ValuePattern deserialize(JsonParser in, DeserializationContext context) {
                return ValuePattern.exactly(readValue(in, context));
            }

            @Override
            public ValuePattern getNullValue(DeserializationContext context) {
                return ValuePattern.ANY;
            }
        });
        addDeserializer(KeyValues.class, new Reading<>(KeyValues.class) {
            @Override
            public KeyValues deserialize(JsonParser in, DeserializationContext context) {
                Map<String, Value> pairs = new LinkedHashMap<>();
                for (String key = in.nextName(); key != null; key = in.nextName()) {
                    in.nextToken();
                    pairs.put(key, readValue(in, context));
                }
                return KeyValues.of(pairs);
            }
        });
        addDeserializer(KeyPatterns.class, new Reading<>(KeyPatterns.class) {
            @Override
            public KeyPatterns deserialize(JsonParser in, DeserializationContext context) {
                Map<String, ValuePattern> pairs = new LinkedHashMap<>();
                for (String key = in.nextName(); key != null; key = in.nextName())
                    pairs.put(key, in.nextToken() == JsonToken.VALUE_NULL
                            ? ValuePattern.ANY
                            : ValuePattern.exactly(readValue(in, context)));
                return KeyPatterns.of(pairs);
            }
        });
    }

    /// What all four have in common: they have one form, whatever static type they stand behind.
    private abstract static class Reading<T> extends StdDeserializer<T> {
        private Reading(Class<T> type) {
            super(type);
        }
    }

    private static void write(ValuePattern pattern, JsonGenerator out) {
        switch (pattern) {
            case ValuePattern.Any _ -> out.writeNull();
            case ValuePattern.Exactly(Value wanted) -> write(wanted, out);
        }
    }

    private static void write(Value value, JsonGenerator out) {
        switch (value) {
            case Value.Text(String text) -> out.writeString(text);
            case Value.Float64(double number) -> out.writeNumber(number);
            case Value.Float32(float number) -> {
                startTyped(ValueType.FLOAT32, out);
                out.writeNumber(number);
                out.writeEndArray();
            }
            case Value.Whole(ValueType type, long bits) when type == ValueType.INT64 -> out.writeNumber(bits);
            case Value.Whole(ValueType type, long bits) -> {
                startTyped(type, out);
                out.writeNumber(bits);
                out.writeEndArray();
            }
        }
    }

    private static void startTyped(ValueType type, JsonGenerator out) {
        out.writeStartArray(null, 2);
        out.writeNumber(type.number());
    }

    private static Value readValue(JsonParser in, DeserializationContext context) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> Value.text(in.getString());
            case VALUE_NUMBER_INT -> Value.int64(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> Value.float64(in.getDoubleValue());
            case START_ARRAY -> readTyped(in);
            default -> throw DatabindException.from(in, "no value: " + in.currentToken());
        };
    }

    private static Value readTyped(JsonParser in) {
        in.nextToken();
        ValueType type = ValueType.ofNumber(in.getIntValue());
        in.nextToken();
        Value value = type == ValueType.FLOAT32
                ? new Value.Float32(in.getFloatValue())
                : new Value.Whole(type, in.getLongValue());
        if (in.nextToken() != JsonToken.END_ARRAY) throw DatabindException.from(in, "more than a type and a value");
        return value;
    }
}
