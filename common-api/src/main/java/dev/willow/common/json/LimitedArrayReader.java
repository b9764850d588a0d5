package dev.willow.common.json;

import java.util.Collection;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/// Refuses an array with more entries than the limit. The size of the body bounds what it costs to find out.
final class LimitedArrayReader extends DelegatingDeserializer {
    private final int most;

    LimitedArrayReader(ValueDeserializer<?> array, int most) {
        super(array);
        this.most = most;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> array) {
        return new LimitedArrayReader(array, most);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) {
        Object array = super.deserialize(json, context);
        if (array instanceof Collection<?> entries && entries.size() > most)
            throw new RefusedInput(json, "has more than " + most + " entries");
        return array;
    }
}
