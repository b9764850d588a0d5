package dev.willow.limiter.http;

/// Request bodies in short.
final class Bodies {
    private Bodies() {}

    /// @param groupBy such as `"branch": {"Type": 1024}`
    static String rule(String name, String groupBy, long limit) {
        return """
                {"Spec": {"DBDefinition": {"Name": "%s", "GroupByKeyValues": {%s}}, "Properties": {"Limit": %d}}}
                """.formatted(name, groupBy, limit);
    }

    /// @param keyValues such as `"branch": "main"`
    static String counter(String keyValues, long counters) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {%s}}, "Properties": {"Counters": %d}}}
                """.formatted(keyValues, counters);
    }

    static String leased(String keyValues, long counters, String lease) {
        return leased(keyValues, counters, lease, "0");
    }

    static String leased(String keyValues, long counters, String lease, String timeout) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {%s}},
                          "Properties": {"Counters": %d, "Lease": {"ID": "%s", "Timeout": "%s"}}}}
                """.formatted(keyValues, counters, lease, timeout);
    }

    static final String ANY_BRANCH = "\"branch\": {\"Type\": 1024}";
    static final String MAIN = "\"branch\": \"main\"";
    static final String DEV = "\"branch\": \"dev\"";
}
