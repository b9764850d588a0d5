package dev.willow.kit.docs;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Leaves only the schemas in a document that something in it refers to.
final class Used {
    private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/([^\"]+)\"");

    private Used() {}

    static void keep(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        Set<String> used = new HashSet<>();
        Deque<Object> toVisit = new ArrayDeque<>();
        toVisit.add(document.getPaths());
        while (!toVisit.isEmpty()) {
            Matcher reference = REFERENCE.matcher(Json31.mapper().valueToTree(toVisit.remove()).toString());
            while (reference.find())
                if (used.add(reference.group(1))) toVisit.add(schemas.get(reference.group(1)));
        }
        schemas.keySet().retainAll(used);
    }
}
