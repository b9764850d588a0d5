package dev.willow.locker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.ApiDocument;
import dev.willow.testing.http.DocumentedStory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the service tells about itself: the documentation says of each call what the contract says, and meters count.
class DocsTest {

    @Test
    void every_call_is_documented_with_every_status_it_answers() {
        try (RunningLocker locker = RunningLocker.inMemory()) {
            ApiDocument document = ApiDocument.of(locker.http());
            assertThat(document.statuses()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                    Map.entry("POST /v1/locks", Set.of("200", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("POST /v1/locks/together", Set.of("200", "400", "404", "409", "413", "415", "422", "429", "503")),
                    Map.entry("GET /v1/locks", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST /v1/locks/query", Set.of("200", "400", "413", "415", "503")),
                    Map.entry("POST /v1/locks/{LockID}/heartbeat", Set.of("200", "400", "404", "409", "413", "415", "503")),
                    Map.entry("DELETE /v1/locks/{LockID}", Set.of("204", "400", "404", "409", "413", "415", "422", "503")),
                    Map.entry("POST /v1/sessions", Set.of("201", "400", "413", "415", "422", "503")),
                    Map.entry("POST /v1/sessions/{SessionID}/heartbeat", Set.of("200", "404", "503")),
                    Map.entry("DELETE /v1/sessions/{SessionID}", Set.of("204", "400", "404", "422", "503")),
                    Map.entry("GET /v1/sessions/{SessionID}/contended", Set.of("200", "400", "404", "429", "503"))));
            document.checkEveryCallIsDescribed();
        }
    }

    @Test
    void every_example_is_accepted_in_the_order_of_the_story_and_answered_as_documented() {
        try (RunningLocker locker = RunningLocker.inMemory()) {
            DocumentedStory story = DocumentedStory.of("/dev/willow/locker/docs/story.json");
            assertThat(story.calls()).containsAll(ApiDocument.of(locker.http()).calls().keySet());
            story.play(locker.http());
        }
    }

    @Test
    void the_document_in_the_repository_is_what_the_service_says() {
        try (RunningLocker locker = RunningLocker.inMemory()) {
            ApiDocument.of(locker.http()).checkIsCheckedIn("docs/openapi/locker.json");
        }
    }

    @Test
    void what_happens_to_locks_is_counted_for_operators() {
        try (RunningLocker locker = RunningLocker.inMemory()) {
            locker.http().post("/v1/locks", Bodies.lock("a"));
            locker.http().post("/v1/locks?wait=0", Bodies.lock("a"));
            assertThat(locker.http().get("/actuator/prometheus").raw().body())
                    .contains("locker_locks_granted_total 1.0", "locker_requests_refused_total 1.0");
        }
    }
}
