package dev.willow.limiter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.ApiDocument;
import dev.willow.testing.http.DocumentedStory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The documentation says of each call what the contract says.
class DocsTest {
    private static final String LIMITER = "/v1/limiter";
    private static final String RULES = LIMITER + "/rules";
    private static final String RULE = RULES + "/{Name}";
    private static final String OVERRIDES = RULE + "/overrides";
    private static final String OVERRIDE = OVERRIDES + "/{OverrideName}";
    private static final String COUNTERS = LIMITER + "/counters";

    @Test
    void every_call_is_documented_with_every_status_it_answers() {
        try (FakeLocker locker = FakeLocker.start(); RunningLimiter limiter = RunningLimiter.inMemory(locker)) {
            ApiDocument document = ApiDocument.of(limiter.http());
            assertThat(document.statuses()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                    Map.entry("POST " + RULES, Set.of("201", "400", "409", "413", "415", "422", "503")),
                    Map.entry("GET " + RULE, Set.of("200", "404", "503")),
                    Map.entry("PUT " + RULE, Set.of("200", "400", "404", "413", "415", "422", "503")),
                    Map.entry("DELETE " + RULE, Set.of("204", "400", "404", "422", "503")),
                    Map.entry("GET " + RULES + "/query", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + RULES + "/query", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + RULES + "/match", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + OVERRIDES, Set.of("201", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("GET " + OVERRIDE, Set.of("200", "404", "503")),
                    Map.entry("PUT " + OVERRIDE, Set.of("200", "400", "404", "413", "415", "422", "503")),
                    Map.entry("DELETE " + OVERRIDE, Set.of("204", "400", "404", "422", "503")),
                    Map.entry("GET " + OVERRIDES + "/query", Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("POST " + OVERRIDES + "/query", Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("POST " + OVERRIDES + "/match", Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("PUT " + COUNTERS, Set.of("200", "400", "409", "413", "415", "422", "429", "503")),
                    Map.entry("PUT " + COUNTERS + "/set", Set.of("200", "400", "413", "415", "422", "503")),
                    Map.entry("PUT " + COUNTERS + "/batch", Set.of("200", "400", "413", "415", "422", "503")),
                    Map.entry("GET " + COUNTERS + "/query", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + COUNTERS + "/query", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + LIMITER + "/leases/heartbeat", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + LIMITER + "/leases/digest", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + LIMITER + "/leases/settled", Set.of("204", "400", "409", "413", "415", "503")),
                    Map.entry("POST " + LIMITER + "/explain", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("GET " + LIMITER + "/room", Set.of("200", "400", "429", "503"))));
            document.checkEveryCallIsDescribed();
        }
    }

    @Test
    void every_example_is_accepted_in_the_order_of_the_story_and_answered_as_documented() {
        try (FakeLocker locker = FakeLocker.start(); RunningLimiter limiter = RunningLimiter.inMemory(locker)) {
            DocumentedStory story = DocumentedStory.of("/dev/willow/limiter/docs/story.json");
            assertThat(story.calls()).containsAll(ApiDocument.of(limiter.http()).calls().keySet());
            story.play(limiter.http());
        }
    }

    @Test
    void the_document_in_the_repository_is_what_the_service_says() {
        try (FakeLocker locker = FakeLocker.start(); RunningLimiter limiter = RunningLimiter.inMemory(locker)) {
            ApiDocument.of(limiter.http()).checkIsCheckedIn("docs/openapi/limiter.json");
        }
    }

    @Test
    void what_a_browser_cannot_send_is_told_of_beside_what_it_can() {
        try (FakeLocker locker = FakeLocker.start(); RunningLimiter limiter = RunningLimiter.inMemory(locker)) {
            Map<String, JsonNode> calls = ApiDocument.of(limiter.http()).calls();
            calls.forEach((call, described) -> assertThat(call.startsWith("GET ") && described.has("requestBody")).as(call).isFalse());
            assertThat(calls.get("POST " + RULES + "/match").at("/description").asString()).contains("GET with the same body");
            assertThat(calls.get("GET " + RULES + "/query").at("/description").asString()).contains("POST " + RULES + "/query");
        }
    }
}
