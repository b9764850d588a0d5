package dev.willow.queue.http;

/// Bodies of requests as a caller writes them.
final class Bodies {
    static final String HELLO = "aGVsbG8=";
    static final String BYE = "Ynll";

    private Bodies() {}

    static String queue(String name) {
        return "{\"Spec\": {\"DBDefinition\": {\"Name\": \"" + name + "\"}}}";
    }

    static String queue(String name, long maxItems) {
        return "{\"Spec\": {\"DBDefinition\": {\"Name\": \"" + name + "\"}, \"Properties\": {\"MaxItems\": " + maxItems + "}}}";
    }

    /// @param keyValues  members of the object, such as `"branch": "main"`
    /// @param properties members of the object
    static String item(String keyValues, String properties) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {%s}}, "Properties": {%s}}}""".formatted(keyValues, properties);
    }

    static String item(String branch) {
        return item("\"branch\": \"" + branch + "\"", "\"Item\": \"" + HELLO + "\"");
    }

    static String updateable(String branch, String bytes) {
        return item("\"branch\": \"" + branch + "\"", "\"Item\": \"" + bytes + "\", \"Updateable\": true");
    }

    static String selecting(String keyValues) {
        return "{\"Selections\": {\"KeyValues\": {" + keyValues + "}}}";
    }

    static String done(String itemId) {
        return "{\"ItemID\": \"" + itemId + "\", \"Success\": true}";
    }

    static String failed(String itemId) {
        return "{\"ItemID\": \"" + itemId + "\", \"Success\": false}";
    }

    static String released(String itemId) {
        return "{\"ItemID\": \"" + itemId + "\", \"Release\": true}";
    }

    static String beat(String itemId) {
        return "{\"ItemID\": \"" + itemId + "\"}";
    }
}
