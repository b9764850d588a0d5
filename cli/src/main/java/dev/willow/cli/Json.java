package dev.willow.cli;

import dev.willow.common.json.WillowJson;

/// Answers as the services wrote them.
final class Json {
    private Json() {}

    static String pretty(Object answer) {
        return WillowJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    }
}
