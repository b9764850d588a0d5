package dev.willow.queue.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.ApiDocument;
import dev.willow.testing.http.DocumentedStory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The documentation says of each call what the contract says.
class DocsTest {
    private static final String QUEUE = "/v1/queues/{Name}";
    private static final String CHANNELS = QUEUE + "/channels";
    private static final String ITEMS = CHANNELS + "/items";

    @Test
    void every_call_is_documented_with_every_status_it_answers() {
        try (RunningWillow willow = RunningWillow.inMemory()) {
            ApiDocument document = ApiDocument.of(willow.http());
            assertThat(document.statuses()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                    Map.entry("POST /v1/queues", Set.of("201", "400", "409", "413", "415", "422", "503")),
                    Map.entry("GET /v1/queues", Set.of("200", "503")),
                    Map.entry("GET " + QUEUE, Set.of("200", "404", "503")),
                    Map.entry("PUT " + QUEUE, Set.of("200", "400", "404", "413", "415", "422", "503")),
                    Map.entry("DELETE " + QUEUE, Set.of("204", "400", "404", "422", "503")),
                    Map.entry("GET " + CHANNELS, Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("POST " + CHANNELS + "/query", Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("DELETE " + CHANNELS, Set.of("204", "400", "404", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS, Set.of("200", "201", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS + "/batch", Set.of("200", "400", "413", "415", "422", "503")),
                    Map.entry("GET " + ITEMS, Set.of("200", "204", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("POST " + ITEMS + "/dequeue", Set.of("200", "204", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("POST " + ITEMS + "/ack", Set.of("200", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS + "/heartbeat", Set.of("200", "400", "404", "409", "413", "415", "503")),
                    Map.entry("POST " + ITEMS + "/heartbeat/batch", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST " + QUEUE + "/explain", Set.of("200", "400", "404", "413", "415", "503"))));
            document.checkEveryCallIsDescribed();
        }
    }

    @Test
    void every_example_is_accepted_in_the_order_of_the_story_and_answered_as_documented() {
        try (RunningWillow willow = RunningWillow.inMemory()) {
            DocumentedStory story = DocumentedStory.of("/dev/willow/queue/docs/story.json");
            assertThat(story.calls()).containsAll(ApiDocument.of(willow.http()).calls().keySet());
            story.play(willow.http());
        }
    }

    @Test
    void the_document_in_the_repository_is_what_the_service_says() {
        try (RunningWillow willow = RunningWillow.inMemory()) {
            ApiDocument.of(willow.http()).checkIsCheckedIn("docs/openapi/willow.json");
        }
    }

    @Test
    void the_deletion_of_channels_shows_both_of_its_bodies() {
        try (RunningWillow willow = RunningWillow.inMemory()) {
            JsonNode call = willow.http().get("/docs/openapi.json").body().at("/paths/~1v1~1queues~1{Name}~1channels/delete");
            assertThat(call.at("/requestBody/content/application~1json/schema").toString())
                    .contains("ChannelReference").contains("QueryPart");
            assertThat(call.at("/parameters").findValuesAsString("name")).contains("many", "Name");
        }
    }
}
