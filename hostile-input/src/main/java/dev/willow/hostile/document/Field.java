package dev.willow.hostile.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A place in a body.
///
/// @param steps    names of members, or indexes
/// @param required whether its object cannot do without
/// @param parent   the place that it is in; empty for the whole body
/// @param isOther  whether it is of another form of the body than the examples are of, if there are several
public record Field(List<Object> steps, JsonNode schema, boolean required, Optional<Field> parent, boolean isOther) {
    Field otherwise() {
        return new Field(steps, schema, required, parent, true);
    }

    /// As problems name it: `$.Locks[0].Spec`.
    public String path() {
        return "$" + steps.stream()
                .map(step -> step instanceof Integer ? "[" + step + "]" : "." + step)
                .collect(Collectors.joining());
    }

    /// What JSON it may be: `object`, `string`, `integer` and so on; all, if the document does not say.
    public Set<String> types() {
        JsonNode type = schema.path("type");
        if (type.isString()) return Set.of(type.asString());
        if (type.isArray()) return type.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        return schema.has("anyOf") ? Set.of("object") : Set.of("object", "array", "string", "number", "boolean", "null");
    }

    /// Whether a member that the document does not name is wrong in it.
    public boolean isClosedObject() {
        return !schema.has("additionalProperties") && (schema.has("properties") || schema.has("anyOf"));
    }
}
