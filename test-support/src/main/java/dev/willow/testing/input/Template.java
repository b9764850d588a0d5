package dev.willow.testing.input;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The body of a valid call, in which one place is set to something else.
final class Template {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[(\\d+)]|\\['([^']*)']");
    /// Stands for the value while the tree is written, since the value may be what no tree can hold.
    private static final String MARK = "@place@";

    private final JsonNode valid;

    Template(String valid) {
        this.valid = JSON.readTree(valid);
    }

    String text() {
        return valid.toString();
    }

    /// @param path  such as `$.Locks[1].Spec`; its last step need not be there yet
    /// @param value raw JSON, or the empty text for no value
    String with(String path, String value) {
        List<String> steps = steps(path);
        if (steps.isEmpty()) return value;
        JsonNode whole = valid.deepCopy();
        JsonNode parent = whole;
        for (String step : steps.subList(0, steps.size() - 1)) parent = child(parent, step);
        set(parent, steps.getLast(), path, !value.isEmpty());
        return whole.toString().replace('"' + MARK + '"', value);
    }

    /// The names of the members of an object.
    List<String> membersOf(String path) {
        JsonNode object = valid;
        for (String step : steps(path)) object = child(object, step);
        return List.copyOf(object.propertyNames());
    }

    private static void set(JsonNode parent, String step, String path, boolean isThere) {
        StringNode mark = StringNode.valueOf(MARK);
        switch (parent) {
            case ObjectNode object when isThere -> object.set(step, mark);
            case ObjectNode object -> object.remove(step);
            case ArrayNode array when isThere -> array.set(Integer.parseInt(step), mark);
            case ArrayNode array -> array.remove(Integer.parseInt(step));
            default -> throw new AssertionError("the valid call has no place " + path);
        }
    }

    private static JsonNode child(JsonNode parent, String step) {
        return parent.isArray() ? parent.path(Integer.parseInt(step)) : parent.path(step);
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        for (int end = 1; end < path.length(); end = step.end()) {
            if (!step.find(end) || step.start() != end) throw new AssertionError("no path: " + path);
            for (int group = 1; group <= 3; group++) if (step.group(group) != null) steps.add(step.group(group));
        }
        return steps;
    }
}
