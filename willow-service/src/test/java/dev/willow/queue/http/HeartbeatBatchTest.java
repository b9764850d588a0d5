package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Answers.token;
import static dev.willow.queue.http.Bodies.beat;
import static dev.willow.queue.http.Bodies.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatBatchTest extends WillowTest {
    private static final String BEATS = ITEMS + "/heartbeat/batch";

    @Test
    void each_heartbeat_of_a_batch_keeps_its_item() {
        String first = take("a");
        String second = take("b");
        willow.advance(Duration.ofSeconds(20));
        assertThat(http.post(BEATS, "[" + beat(first) + "," + beat(second) + "]").status()).isEqualTo(200);
        willow.advance(Duration.ofSeconds(20));
        assertThat(http.post(ITEMS + "/heartbeat", beat(first)).status()).isEqualTo(200);
        assertThat(http.post(ITEMS + "/heartbeat", beat(second)).status()).isEqualTo(200);
    }

    @Test
    void each_is_answered_by_itself_as_the_single_call_would_be() {
        http.post(ITEMS, item("a"));
        Answer taken = http.post(TAKE, null);
        String superseded = itemId(taken);
        http.post(ITEMS, item("a"));
        String old = "{\"ItemID\": \"" + superseded + "\", \"FencingToken\": " + (token(taken) - 1) + "}";
        Answer answer = http.post(BEATS, "[" + beat(superseded) + "," + beat("nothing") + "," + old + ", {\"ItemID\": 7}]");
        assertThat(answer.number("/0/Status")).isEqualTo(200);
        assertThat(answer.body().at("/0/Result/Superseded").asBoolean()).isTrue();
        assertThat(answer.number("/1/Status")).isEqualTo(404);
        assertThat(answer.text("/1/Problem/type")).contains("unknown-item");
        assertThat(answer.number("/2/Status")).isEqualTo(409);
        assertThat(answer.number("/2/Problem/FencingToken")).isEqualTo(token(taken));
        assertThat(answer.number("/3/Status")).isEqualTo(400);
        assertThat(answer.text("/3/Problem/Field")).isEqualTo("$[3].ItemID");
    }

    @Test
    void in_a_queue_that_is_not_there_each_is_404() {
        Answer answer = http.post("/v1/queues/none/channels/items/heartbeat/batch", "[" + beat("x") + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("/0/Status")).isEqualTo(404);
        assertThat(answer.text("/0/Problem/type")).contains("unknown-queue");
    }

    private String take(String branch) {
        http.post(ITEMS, item(branch));
        return itemId(http.post(TAKE, null));
    }
}
