package dev.willow.common.json;

import dev.willow.common.api.queue.ChannelReference;
import dev.willow.common.values.KeyValues;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads `{"KeyValues": {...}}`, or the bare key-values. An object under the single name `KeyValues` that has a `Type`
/// is a value, so that a channel may have a key of that name.
final class ChannelReferenceReader extends StdDeserializer<ChannelReference> {
    private static final String KEY_VALUES = "KeyValues";

    ChannelReferenceReader() {
        super(ChannelReference.class);
    }

    @Override
    public ChannelReference deserialize(JsonParser json, DeserializationContext context) {
        JsonNode body = context.readTree(json);
        JsonNode wrapped = body.size() == 1 ? body.get(KEY_VALUES) : null;
        boolean isWrapped = wrapped != null && wrapped.isObject() && !wrapped.has("Type");
        try {
            KeyValues channel = context.readTreeAsValue(isWrapped ? wrapped : body, KeyValues.class);
            if (channel.isEmpty()) throw new RefusedInput(json, "must have at least one pair");
            return new ChannelReference(channel);
        } catch (RefusedInput refused) {
            throw isWrapped ? refused.at(null, KEY_VALUES) : refused;
        }
    }
}
