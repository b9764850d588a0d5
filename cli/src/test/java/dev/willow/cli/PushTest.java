package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Told;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is put into a queue.
@Timeout(60)
class PushTest {
    @Test
    void an_item_is_pushed_from_a_word_or_from_standard_input() {
        String answer = "{\"State\": {\"ID\": \"i1\", \"Attempt\": 0, \"Updates\": 0}}";
        try (FakeService service = FakeService.answering(201, answer)) {
            assertThat(Typed.at(service, "push", "builds", "os=linux", "--item", "hello", "-u", "--timeout", "90s").out()).isEqualTo("pushed i1\n");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"aGVsbG8=\"").contains("\"Updateable\":true").contains("90000000000");
            Typed.reading("hello", service, "push", "builds", "os=linux", "--retries", "-1", "--retry-position", "back");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"aGVsbG8=\"").contains("\"RetryAttempts\":-1").contains("\"back\"");
        }
    }

    @Test
    void lines_are_pushed_as_batches_of_a_thousand_and_what_was_refused_is_said() {
        String entries = "[{\"Status\": 201}, {\"Status\": 200}, {\"Status\": 409, \"Problem\": {\"title\": \"x\", \"status\": 409, \"detail\": \"the queue is full\"}}]";
        try (FakeService service = FakeService.answering(200, entries)) {
            Typed typed = Typed.reading("line\n".repeat(1_001), service, "push", "builds", "os=linux", "--lines");
            assertThat(service.calls()).hasSize(2);
            assertThat(typed.out()).isEqualTo("pushed 2, updated 2\n");
            assertThat(typed.err()).isEqualTo("willow: refused 2, the first because the queue is full\n");
            assertThat(typed.status()).isEqualTo(Exit.REFUSED);
        }
    }

    @Test
    void lines_travel_in_batches_that_a_service_takes_and_one_that_is_too_long_is_refused_by_itself() {
        String tooLarge = "{\"title\": \"x\", \"status\": 413, \"detail\": \"it is too large\"}";
        try (FakeService service = FakeService.answering(asked -> asked.body().length() > 1_048_576
                ? new Told(413, Map.of(), tooLarge)
                : new Told(200, Map.of(), "[" + "{\"Status\": 201},".repeat(asked.body().split("\"Item\"").length - 2) + "{\"Status\": 201}]"))) {
            String lines = ("x".repeat(4_000) + "\n").repeat(600) + "y".repeat(2_000_000) + "\r\nlast";
            Typed typed = Typed.reading(lines, service, "push", "builds", "os=linux", "--lines");
            assertThat(typed.out()).isEqualTo("pushed 601, updated 0\n");
            assertThat(typed.err()).isEqualTo("willow: refused 1, the first because it is too large\n");
            assertThat(service.calls()).hasSizeBetween(5, 8);
        }
    }

    @Test
    void bytes_that_are_no_text_arrive_as_they_are() {
        byte[] odd = {(byte) 0xFF, 0, '\n', (byte) 0xC3, '\r', '\n'};
        String answer = "{\"State\": {\"ID\": \"i1\", \"Attempt\": 0, \"Updates\": 0}}";
        try (FakeService service = FakeService.answering(asked -> new Told(200, Map.of(), asked.target().endsWith("batch") ? "[]" : answer))) {
            Typed.with(Typed.urls(service), odd, Screen.NONE, "push", "builds", "os=linux");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"/wAKww0K\"");
            Typed.with(Typed.urls(service), odd, Screen.NONE, "push", "builds", "os=linux", "--lines");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"/wA=\"", "\"Item\":\"ww==\"");
        }
    }

    @Test
    void an_item_is_the_text_that_was_typed_whatever_it_begins_with() {
        String answer = "{\"State\": {\"ID\": \"i1\", \"Attempt\": 0, \"Updates\": 0}}";
        try (FakeService service = FakeService.answering(201, answer)) {
            for (String text : new String[] {"@pom.xml", "", "größe", "a b", "${HOME}"}) {
                assertThat(Typed.at(service, "push", "builds", "os=linux", "--item", text).err()).isEmpty();
                String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
                assertThat(service.onlyCall().body()).contains("\"Item\":\"" + base64 + "\"");
            }
        }
    }
}
