package dev.willow.common.json;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/// Reads an object as its record says, and a bare string or number as what it stands for.
final class ShorthandReader extends DelegatingDeserializer {
    private final transient Function<JsonParser, Object> bare;

    ShorthandReader(ValueDeserializer<?> record, Function<JsonParser, Object> bare) {
        super(record);
        this.bare = bare;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> record) {
        return new ShorthandReader(record, bare);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) {
        return json.currentToken().isScalarValue() ? bare.apply(json) : super.deserialize(json, context);
    }
}
