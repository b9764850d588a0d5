package dev.willow.hostile.request;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is there to be named, so that requests meet something.
///
/// @param inPaths  values of variables in paths, such as `Name`
/// @param inBodies values of members, wherever they stand, such as `SessionID`
public record Names(Map<String, String> inPaths, Map<String, String> inBodies) {
    /// The path of a call, with its variables.
    public String path(String template) {
        String path = template;
        for (Map.Entry<String, String> each : inPaths.entrySet()) path = path.replace("{" + each.getKey() + "}", each.getValue());
        return path;
    }

    /// An example with what is there instead of what it names.
    JsonNode body(JsonNode example) {
        JsonNode body = example.deepCopy();
        replaceIn(body);
        return body;
    }

    private void replaceIn(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                inBodies.forEach((name, value) -> {
                    if (object.path(name).isString()) object.put(name, value);
                });
                object.forEach(this::replaceIn);
            }
            case ArrayNode array -> array.forEach(this::replaceIn);
            default -> {
                // nothing is in it
            }
        }
    }
}
