package dev.willow.common.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/// Refuses an `AND` or `OR` that is nested deeper than the limit, at the place where it becomes too deep.
final class NestedQueryReader extends DelegatingDeserializer {
    private static final Object DEPTH = NestedQueryReader.class;
    private final int deepest;

    NestedQueryReader(ValueDeserializer<?> record, int deepest) {
        super(record);
        this.deepest = deepest;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> record) {
        return new NestedQueryReader(record, deepest);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) {
        int depth = context.getAttribute(DEPTH) instanceof Integer outer ? outer + 1 : 1;
        if (depth > deepest) throw new RefusedInput(json, "the query is nested deeper than " + deepest);
        context.setAttribute(DEPTH, depth);
        Object query = super.deserialize(json, context);
        context.setAttribute(DEPTH, depth - 1);
        return query;
    }
}
