package dev.willow.hostile.document;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of a document, and a value for each.
public final class Schemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    /// What a reference refers to; what is none stays as it is.
    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /// A small valid value. Texts are `1`, which is a number of any type as well.
    public JsonNode sample(JsonNode unresolved) {
        JsonNode schema = resolve(unresolved);
        if (schema.has("enum")) return schema.path("enum").get(0);
        if (schema.has("anyOf")) return sample(schema.path("anyOf").get(0));
        Set<String> types = types(schema);
        if (types.contains("integer") || types.contains("number") && !types.contains("string")) return NODES.numberNode(1);
        if (types.contains("string")) return NODES.stringNode("1");
        if (types.contains("boolean")) return NODES.booleanNode(true);
        if (types.contains("array")) return NODES.arrayNode().add(sample(schema.path("items")));
        return sampleObject(schema);
    }

    /// As [#sample], in the long form of what also has a short one.
    public JsonNode sampleObject(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        if (schema.path("additionalProperties").isObject()) object.set("k", sample(schema.path("additionalProperties")));
        schema.path("required").valueStream().map(JsonNode::asString)
                .forEach(name -> object.set(name, sample(schema.path("properties").path(name))));
        if (schema.path("properties").has("Data")) object.put("Data", "1");
        return object;
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).collect(Collectors.toSet())
                : Set.of(type.asString("object"));
    }
}
