package dev.willow.hostile.document;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a call takes as its body.
///
/// @param examples valid ones, at least one
/// @param fields   all places in it, the whole first
public record Body(boolean isRequired, List<JsonNode> examples, JsonNode schema, List<Field> fields, Schemas schemas) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Bytes as a tree; empty if they are no JSON, or no object or array.
    public Optional<JsonNode> tree(byte[] bytes) {
        try {
            return Optional.of(JSON.readTree(bytes)).filter(JsonNode::isContainer);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /// Whether entries are answered one by one.
    public boolean isBatch() {
        return schema.path("type").asString("").equals("array");
    }
}
