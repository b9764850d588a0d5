package dev.willow.cli;

import dev.willow.common.json.WillowJson;

/// Answers as the services wrote them.
final class Json {
    private Json() {}

    static String line(Object answer) {
        return WillowJson.mapper().writeValueAsString(answer);
    }

    static String pretty(Object answer) {
        return WillowJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    }
}
