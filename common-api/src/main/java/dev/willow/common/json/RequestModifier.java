package dev.willow.common.json;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.api.ConditionPart;
import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryPart;
import dev.willow.common.api.queue.ChannelReference;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/// Adds to the reading of request records what annotations cannot say: shorthand forms, and the limits on how much.
final class RequestModifier extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;
    private final transient ApiLimits limits;

    RequestModifier(ApiLimits limits) {
        this.limits = limits;
    }

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        Class<?> type = bean.getBeanClass();
        ValueReader values = new ValueReader(limits);
        if (type == QueryPart.class) return new NestedQueryReader(reader, limits.queryNesting());
        if (type == ConditionPart.class)
            return new ShorthandReader(reader, json -> ConditionPart.equal(values.pattern(json)));
        if (type == MatchRequest.Given.class)
            return new ShorthandReader(reader, json -> MatchRequest.Given.of(values.pattern(json)));
        if (type == ChannelReference.class) return new ChannelReferenceReader();
        return reader;
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config, CollectionType type, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        return new LimitedArrayReader(reader, limits.batchItems());
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        Class<?> content = type.getContentType().getRawClass();
        return content == ConditionPart.class || content == MatchRequest.Given.class
                ? new TermsReader<>(type.getContentType(), limits)
                : reader;
    }
}
