package dev.willow.hostile;

import tools.jackson.databind.JsonNode;

/// What is not the same in two trees.
final class Difference {
    private static final int SHOWN = 200;

    private Difference() {}

    /// @return where the first difference is, and what is there; empty if there is none
    static String between(JsonNode before, JsonNode after) {
        return before.equals(after) ? "" : at("$", before, after);
    }

    private static String at(String path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject())
            for (String name : before.propertyNames())
                if (after.has(name) && !before.path(name).equals(after.path(name))) return at(path + "." + name, before.path(name), after.path(name));
        if (before.isArray() && after.isArray())
            for (int i = 0; i < Math.min(before.size(), after.size()); i++)
                if (!before.get(i).equals(after.get(i))) return at(path + "[" + i + "]", before.get(i), after.get(i));
        return path + " was " + cut(before) + " and is " + cut(after);
    }

    private static String cut(JsonNode node) {
        String text = node.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "... (" + text.length() + ")" : text;
    }
}
