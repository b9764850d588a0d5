package dev.willow.engine.codec;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Instants and durations as one whole number of nanoseconds, or as `[seconds, nanoseconds]` where that does not fit
/// 64 bits.
final class TimeModule extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    TimeModule() {
        addSerializer(Instant.class, new StdSerializer<>(Instant.class) {
            @Override
            public void serialize(Instant instant, JsonGenerator out, SerializationContext context) {
                write(instant.getEpochSecond(), instant.getNano(), out);
            }
        });
        addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) {
                if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                    long nanos = in.getLongValue();
                    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
                }
                long[] parts = context.readValue(in, long[].class);
                return Instant.ofEpochSecond(parts[0], parts[1]);
            }
        });
        addSerializer(Duration.class, new StdSerializer<>(Duration.class) {
            @Override
            public void serialize(Duration duration, JsonGenerator out, SerializationContext context) {
                write(duration.getSeconds(), duration.getNano(), out);
            }
        });
        addDeserializer(Duration.class, new StdDeserializer<>(Duration.class) {
            @Override
            public Duration deserialize(JsonParser in, DeserializationContext context) {
                if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) return Duration.ofNanos(in.getLongValue());
                long[] parts = context.readValue(in, long[].class);
                return Duration.ofSeconds(parts[0], parts[1]);
            }
        });
    }

    private static void write(long seconds, int nanos, JsonGenerator out) {
        if (Math.abs(seconds) <= MAX_SECONDS && seconds != Long.MIN_VALUE) {
            out.writeNumber(seconds * NANOS + nanos);
        } else {
            out.writeArray(new long[] {seconds, nanos}, 0, 2);
        }
    }
}
