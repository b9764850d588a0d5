package dev.willow.locker.http;

/// Bodies of requests as a caller writes them.
final class Bodies {
    private Bodies() {}

    /// @param keyValues members of the object, such as `"branch": "main"`
    /// @param properties members of the object, or nothing
    static String lock(String keyValues, String properties) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {%s}}, "Properties": {%s}}}""".formatted(keyValues, properties);
    }

    static String lock(String branch) {
        return lock("\"branch\": \"" + branch + "\"", "");
    }

    static String together(String... locks) {
        return "{\"Locks\": [" + String.join(", ", locks) + "]}";
    }

    static String session(String sessionId) {
        return "{\"SessionID\": \"" + sessionId + "\"}";
    }
}
