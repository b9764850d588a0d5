package dev.willow.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a service documents of its calls, at `/docs/openapi.json`.
public record ApiDocument(JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        assertThat(DescribedEverywhere.faults(json)).isEmpty();
    }

    /// The document in the repository is this one. `mvn test -Dwillow.openapi.write=true` writes it anew.
    ///
    /// @param file such as `docs/openapi/willow.json`, from the root of the repository
    public void checkIsCheckedIn(String file) {
        Path path = Path.of("..", file);
        String document = JSON.writeValueAsString(json) + "\n";
        try {
            if (Boolean.getBoolean("willow.openapi.write")) Files.writeString(path, document);
            String[] checkedIn = Files.readString(path).split("\n");
            String[] now = document.split("\n");
            int line = Arrays.mismatch(checkedIn, now);
            assertThat(line)
                    .withFailMessage(() -> "%s is not what the service says now, from line %d on: %s; mvn test -Dwillow.openapi.write=true renews it"
                            .formatted(file, line + 1, now[Math.min(line, now.length - 1)].strip()))
                    .isNegative();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// All calls of the interface, by method and path such as `GET /v1/locks`.
    public Map<String, JsonNode> calls() {
        Map<String, JsonNode> calls = new TreeMap<>();
        json.at("/paths").propertyStream()
                .filter(path -> path.getKey().startsWith("/v1/"))
                .forEach(path -> path.getValue().propertyStream().forEach(call ->
                        calls.put(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), call.getValue())));
        return calls;
    }
}
