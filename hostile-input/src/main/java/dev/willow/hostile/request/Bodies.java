package dev.willow.hostile.request;

import dev.willow.hostile.document.Body;
import dev.willow.hostile.document.Field;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Valid bodies in which one place is set to something else.
final class Bodies {
    /// Stands for the value while the tree is written, since the value may be what no tree can hold.
    private static final String MARK = "@place@";

    private Bodies() {}

    /// @param example valid; stays as it is
    /// @param raw     what is to stand there, as bytes of JSON or of something worse; null for nothing
    static byte[] with(Body body, JsonNode example, Field field, byte[] raw) {
        if (field.parent().isEmpty()) return raw == null ? new byte[0] : raw;
        JsonNode[] root = {example.deepCopy()};
        JsonNode parent = container(body, field.parent().get(), root);
        set(parent, field.steps().getLast(), raw != null);
        return raw == null ? bytes(root[0].toString()) : spliced(root[0].toString(), raw);
    }

    /// A member that nobody knows, in the object at the field.
    static byte[] withMember(Body body, JsonNode example, Field object, String name, byte[] raw) {
        JsonNode[] root = {example.deepCopy()};
        JsonNode parent = container(body, object, root);
        set(parent, name, true);
        return spliced(root[0].toString(), raw);
    }

    /// The object or array at a place, which is made if it is not there.
    private static JsonNode container(Body body, Field field, JsonNode[] root) {
        if (field.parent().isEmpty()) {
            if (!isOfItsKind(root[0], field)) root[0] = made(body, field);
            return root[0];
        }
        JsonNode parent = container(body, field.parent().get(), root);
        Object step = field.steps().getLast();
        JsonNode there = step instanceof Integer index ? parent.path(index) : parent.path(step.toString());
        if (isOfItsKind(there, field)) return there;
        JsonNode made = made(body, field);
        switch (parent) {
            case ObjectNode object -> object.set(step.toString(), made);
            case ArrayNode array when array.isEmpty() -> array.add(made);
            case ArrayNode array -> array.set((int) step, made);
            default -> throw new IllegalStateException("no place for " + field.path());
        }
        return made;
    }

    private static boolean isOfItsKind(JsonNode node, Field field) {
        return field.schema().has("items") ? node.isArray() : node.isObject();
    }

    private static JsonNode made(Body body, Field field) {
        return field.schema().has("items") ? JsonNodeFactory.instance.arrayNode() : body.schemas().sampleObject(field.schema());
    }

    private static void set(JsonNode parent, Object step, boolean isThere) {
        JsonNode mark = JsonNodeFactory.instance.stringNode(MARK);
        switch (parent) {
            case ObjectNode object when isThere -> object.set(step.toString(), mark);
            case ObjectNode object -> object.remove(step.toString());
            case ArrayNode array when isThere && array.isEmpty() -> array.add(mark);
            case ArrayNode array when isThere -> array.set((int) step, mark);
            case ArrayNode array -> array.removeAll();
            default -> throw new IllegalStateException("no place for " + step);
        }
    }

    private static byte[] spliced(String text, byte[] raw) {
        int at = text.indexOf('"' + MARK + '"');
        var all = new ByteArrayOutputStream(text.length() + raw.length);
        all.writeBytes(bytes(text.substring(0, at)));
        all.writeBytes(raw);
        all.writeBytes(bytes(text.substring(at + MARK.length() + 2)));
        return all.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
