package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules for items that end or come back, as callers see them: what is handed out next, on which attempt, and what the Limiter counts
/// when the call is answered. All cases that there are stand in `RetryRulesTest`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryCallsTest extends WillowTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @AfterEach
    void noQueue() {
        http.delete("/v1/queues/q");
    }

    /// Item `a` (or `A`, if it is updateable) is with a consumer, on its first attempt, and the others wait behind it, capitals updateable.
    @ParameterizedTest(name = "{0}, {1}, {2} retries of {3}, behind it {4}: next {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # ends by | position | retries | item | behind it | handed out next, with their attempts
              success | front    | 3       | a    | -         | -
              success | back     | -1      | A    | bC        | b1 C1
              failure | front    | 0       | a    | bC        | b1 C1
              failure | back     | 0       | A    | -         | -
              failure | front    | 1       | a    | -         | a2
              failure | front    | 1       | A    | -         | A2
              failure | front    | 1       | a    | bC        | a2 b1 C1
              failure | front    | -1      | A    | b         | b1
              failure | front    | 1       | A    | B         | B1
              failure | back     | 1       | a    | -         | a2
              failure | back     | 1       | a    | b         | b1 a2
              failure | back     | -1      | A    | bc        | b1 c1 A2
              failure | back     | 1       | a    | B         | a2
              failure | back     | 1       | A    | bC        | b1 A2
              timeout | front    | 0       | A    | b         | b1
              timeout | front    | 1       | a    | bC        | a2 b1 C1
              timeout | front    | -1      | A    | B         | B1
              timeout | back     | 1       | a    | b         | b1 a2
              timeout | back     | -1      | A    | B         | A2
              release | front    | 0       | a    | bC        | a1 b1 C1
              release | back     | 0       | A    | B         | A1 B1
              release | back     | -1      | a    | -         | a1
            """)
    void what_comes_next_is_what_the_rules_say_and_the_limiter_counts_it(
            String endsBy, String position, int retries, String item, String behind, String next) {
        enqueue(item, "\"RetryAttempts\": " + retries + ", \"RetryPosition\": \"" + position + "\"");
        String id = itemId(http.post(TAKE, null));
        for (String other : behind == null ? new String[0] : behind.split("")) enqueue(other, "\"RetryAttempts\": 1");
        List<String> expected = next == null ? List.of() : List.of(next.split(" "));

        end(id, endsBy, expected.size());

        assertThat(willow.limiter().enqueued("q")).as("enqueued").isEqualTo(expected.size());
        assertThat(willow.limiter().running("q")).as("running").isZero();
        List<String> handedOut = new ArrayList<>();
        for (Answer taken = http.post(TAKE, null); taken.status() == 200; taken = http.post(TAKE, null))
            handedOut.add(text(taken) + taken.number("/State/Attempt"));
        assertThat(handedOut).isEqualTo(expected);
        assertThat(willow.limiter().running("q")).as("running").isEqualTo(expected.size());
    }

    private void enqueue(String text, String properties) {
        String bytes = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        Answer answer = http.post(ITEMS, Bodies.item("\"branch\": \"main\"", "\"Item\": \"" + bytes + "\", \"Updateable\": "
                + Character.isUpperCase(text.charAt(0)) + ", \"TimeoutDuration\": \"" + TIMEOUT.toSeconds() + "s\", " + properties));
        assertThat(answer.status()).isEqualTo(201);
    }

    private void end(String id, String endsBy, int left) {
        switch (endsBy) {
            case "timeout" -> {
                willow.advance(TIMEOUT);
                willow.limiter().awaitLeases(left); // nobody is answered
            }
            case "success" -> assertThat(http.post(ITEMS + "/ack", Bodies.done(id)).status()).isEqualTo(200);
            case "failure" -> assertThat(http.post(ITEMS + "/ack", Bodies.failed(id)).status()).isEqualTo(200);
            default -> assertThat(http.post(ITEMS + "/ack", Bodies.released(id)).status()).isEqualTo(200);
        }
    }

    private static String text(Answer item) {
        return new String(Base64.getDecoder().decode(item.text("/Spec/Properties/Item")), StandardCharsets.UTF_8);
    }
}
