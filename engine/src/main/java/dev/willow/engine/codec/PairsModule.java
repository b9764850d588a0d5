package dev.willow.engine.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.MapType;

/// Maps whose keys are no strings (ids, key-values, numbers) as `[key, value, key, value, ...]`.
final class PairsModule extends JacksonModule {

    @Override
    public String getModuleName() {
        return "willow-pairs";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new Serializers.Base() {
            @Override
            public ValueSerializer<?> findMapSerializer(SerializationConfig config, MapType type,
                    BeanDescription.Supplier description, JsonFormat.Value format, ValueSerializer<Object> keys,
                    TypeSerializer valueType, ValueSerializer<Object> values) {
                return isByText(type) ? null : new Writing(type);
            }
        });
        context.addDeserializers(new Deserializers.Base() {
            @Override
            public ValueDeserializer<?> findMapDeserializer(MapType type, DeserializationConfig config,
                    BeanDescription.Supplier description, KeyDeserializer keys, TypeDeserializer valueType,
                    ValueDeserializer<?> values) {
                return isByText(type) ? null : new Reading(type);
            }

            @Override
            public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
                return false;
            }
        });
    }

    private static boolean isByText(MapType type) {
        return type.getKeyType().hasRawClass(String.class);
    }

    private static final class Writing extends StdSerializer<Map<?, ?>> {
        private final JavaType keys;
        private final JavaType values;

        private Writing(MapType type) {
            super(type);
            this.keys = type.getKeyType();
            this.values = type.getContentType();
        }

        @Override
        public void serialize(Map<?, ?> map, JsonGenerator out, SerializationContext context) {
            out.writeStartArray(map, 2 * map.size());
            for (Map.Entry<?, ?> pair : map.entrySet()) {
                write(keys, pair.getKey(), out, context);
                write(values, pair.getValue(), out, context);
            }
            out.writeEndArray();
        }

        /// By the class that the value has, with its name if the declared type is a family.
        private static void write(JavaType declared, Object value, JsonGenerator out, SerializationContext context) {
            if (value == null) {
                out.writeNull();
                return;
            }
            JavaType actual = declared.hasGenericTypes()
                    ? context.constructSpecializedType(declared, value.getClass())
                    : context.constructType(value.getClass());
            ValueSerializer<Object> writer = context.findValueSerializer(actual);
            TypeSerializer named = context.findTypeSerializer(declared);
            if (named == null) writer.serialize(value, out, context);
            else writer.serializeWithType(value, out, context, named);
        }
    }

    private static final class Reading extends StdDeserializer<Map<Object, Object>> {
        private final JavaType keys;
        private final JavaType values;
        private final boolean sorted;

        private Reading(MapType type) {
            super(type);
            this.keys = type.getKeyType();
            this.values = type.getContentType();
            this.sorted = SortedMap.class.isAssignableFrom(type.getRawClass());
        }

        @Override
        public Map<Object, Object> deserialize(JsonParser in, DeserializationContext context) {
            ValueDeserializer<Object> keyReader = context.findRootValueDeserializer(keys);
            ValueDeserializer<Object> valueReader = context.findRootValueDeserializer(values);
            Map<Object, Object> map = sorted ? new TreeMap<>() : new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                Object key = keyReader.deserialize(in, context);
                map.put(key, in.nextToken() == JsonToken.VALUE_NULL
                        ? valueReader.getNullValue(context)
                        : valueReader.deserialize(in, context));
            }
            return map;
        }
    }
}
