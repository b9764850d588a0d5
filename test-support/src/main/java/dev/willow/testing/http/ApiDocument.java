package dev.willow.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What a service documents of its calls, at `/docs/openapi.json`.
public record ApiDocument(JsonNode json) {
    public static ApiDocument of(Http http) {
        return new ApiDocument(http.get("/docs/openapi.json").body());
    }

    /// The statuses that each call is said to answer, by its method and path such as `GET /v1/locks`.
    public Map<String, Set<String>> statuses() {
        Map<String, Set<String>> statuses = new TreeMap<>();
        calls().forEach((call, described) -> statuses.put(call, new TreeSet<>(described.at("/responses").propertyNames())));
        return statuses;
    }

    /// Every call is described in words, and its refusals as problems.
    public void checkEveryCallIsDescribed() {
        calls().forEach((call, described) -> {
            assertThat(described.at("/summary").asString()).as(call).isNotEmpty();
            assertThat(described.at("/responses/503/content/application~1problem+json/schema").isEmpty()).as(call).isFalse();
        });
    }

    private Map<String, JsonNode> calls() {
        Map<String, JsonNode> calls = new TreeMap<>();
        json.at("/paths").propertyStream()
                .filter(path -> path.getKey().startsWith("/v1/"))
                .forEach(path -> path.getValue().propertyStream().forEach(call ->
                        calls.put(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), call.getValue())));
        return calls;
    }
}
