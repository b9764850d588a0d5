package dev.willow.spring.listener;

import dev.willow.client.hold.TakenItem;
import dev.willow.common.values.KeyValues;
import java.lang.reflect.Type;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// What a parameter is given of an item.
sealed interface Argument {
    record Item() implements Argument {}

    record Channel() implements Argument {}

    record Bytes() implements Argument {}

    record Text() implements Argument {}

    record Json(ObjectReader reader) implements Argument {}

    /// @param type of the parameter
    /// @throws IllegalArgumentException if it is none that an item can give, with the reason
    static Argument of(Type type, JsonMapper mapper) {
        if (type == TakenItem.class) return new Item();
        if (type == KeyValues.class) return new Channel();
        if (type == byte[].class) return new Bytes();
        if (type == String.class) return new Text();
        JavaType payload = mapper.constructType(type);
        String name = payload.getRawClass().getName();
        if (name.startsWith("dev.willow.client.") || name.startsWith("dev.willow.common."))
            throw new IllegalArgumentException("asks for a " + payload.getRawClass().getSimpleName()
                    + "; it can be given a TakenItem, KeyValues, and the payload as byte[], String or a type read from JSON");
        return new Json(mapper.readerFor(payload));
    }

    /// What it is a view of; a method is given each once.
    default String subject() {
        return switch (this) {
            case Item item -> "item";
            case Channel channel -> "key-values";
            case Bytes bytes -> "payload";
            case Text text -> "payload";
            case Json json -> "payload";
        };
    }

    default Object from(TakenItem item) {
        return switch (this) {
            case Item itself -> item;
            case Channel channel -> item.keyValues();
            case Bytes bytes -> item.payload();
            case Text text -> item.text();
            case Json(ObjectReader reader) -> reader.readValue(item.payload());
        };
    }
}
