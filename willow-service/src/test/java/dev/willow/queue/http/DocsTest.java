package dev.willow.queue.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            JsonNode document = willow.http().get("/docs/openapi.json").body();
            assertThat(statuses(document)).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                    Map.entry("POST /v1/queues", Set.of("201", "400", "409", "413", "415", "422", "503")),
                    Map.entry("GET /v1/queues", Set.of("200", "503")),
                    Map.entry("GET " + QUEUE, Set.of("200", "404", "503")),
                    Map.entry("PUT " + QUEUE, Set.of("200", "400", "404", "413", "415", "422", "503")),
                    Map.entry("DELETE " + QUEUE, Set.of("204", "404", "422", "503")),
                    Map.entry("GET " + CHANNELS, Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("POST " + CHANNELS + "/query", Set.of("200", "400", "404", "413", "415", "503")),
                    Map.entry("DELETE " + CHANNELS, Set.of("204", "400", "404", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS, Set.of("200", "201", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS + "/batch", Set.of("200", "400", "413", "415", "422", "503")),
                    Map.entry("GET " + ITEMS, Set.of("200", "204", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("POST " + ITEMS + "/dequeue", Set.of("200", "204", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("POST " + ITEMS + "/ack", Set.of("200", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("POST " + ITEMS + "/heartbeat", Set.of("200", "400", "404", "409", "413", "415", "503")),
                    Map.entry("POST " + QUEUE + "/explain", Set.of("200", "400", "404", "413", "415", "503"))));
            document.at("/paths").propertyStream()
                    .filter(path -> path.getKey().startsWith("/v1/"))
                    .flatMap(path -> path.getValue().propertyStream())
                    .forEach(call -> {
                        assertThat(call.getValue().at("/summary").asString()).isNotEmpty();
                        assertThat(call.getValue().at("/responses/503/content/application~1problem+json/schema").isEmpty()).isFalse();
                    });
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

    private static Map<String, Set<String>> statuses(JsonNode document) {
        Map<String, Set<String>> statuses = new TreeMap<>();
        document.at("/paths").propertyStream()
                .filter(path -> path.getKey().startsWith("/v1/"))
                .forEach(path -> path.getValue().propertyStream().forEach(call -> statuses.put(
                        call.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        new TreeSet<>(call.getValue().at("/responses").propertyNames()))));
        return statuses;
    }
}
