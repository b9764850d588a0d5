package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.done;
import static dev.willow.queue.http.Bodies.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import org.junit.jupiter.api.Test;

/// A caller that lost an answer asks again with its key.
class IdempotencyTest extends WillowTest {
    private static final String KEY = "Idempotency-Key";
    @Test
    void the_same_key_enqueues_one_item() {
        Answer first = http.post(ITEMS, item("a"), KEY, "k1");
        Answer again = http.post(ITEMS, item("a"), KEY, "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(1);
        assertThat(willow.limiter().leases()).hasSize(1);
    }

    @Test
    void the_same_key_gets_the_item_that_it_was_handed_and_no_second_one() {
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("a"));
        Answer first = http.post(ITEMS + "/dequeue?wait=0", "{}", KEY, "k1");
        assertThat(http.post(ITEMS + "/dequeue?wait=1s", "{}", KEY, "k1").body()).isEqualTo(first.body());
        assertThat(http.get("/v1/queues/q").number("/State/Processing")).isEqualTo(1);
    }

    @Test
    void nothing_within_the_wait_is_asked_anew() {
        assertThat(http.post(ITEMS + "/dequeue?wait=0", "{}", KEY, "k1").status()).isEqualTo(204);
        http.post(ITEMS, item("a"));
        assertThat(http.post(ITEMS + "/dequeue?wait=0", "{}", KEY, "k1").status()).isEqualTo(200);
    }

    @Test
    void an_ack_a_batch_and_the_calls_on_queues_are_done_once() {
        String batch = "[" + item("a") + ", " + item("a") + "]";
        Answer first = http.post(ITEMS + "/batch", batch, KEY, "k1");
        assertThat(http.post(ITEMS + "/batch", batch, KEY, "k1").body()).isEqualTo(first.body());
        assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(2);
        String id = itemId(http.post(ITEMS + "/dequeue?wait=0", "{}"));
        assertThat(http.post(ITEMS + "/ack", done(id), KEY, "k2").status()).isEqualTo(200);
        assertThat(http.post(ITEMS + "/ack", done(id), KEY, "k2").status()).isEqualTo(200);
        assertThat(http.post(ITEMS + "/ack", done(id), KEY, "k3").status()).isEqualTo(404);
        assertThat(http.delete("/v1/queues/q/channels", "{\"branch\": \"a\"}", KEY, "k4").status()).isEqualTo(204);
        assertThat(http.delete("/v1/queues/q/channels", "{\"branch\": \"a\"}", KEY, "k4").status()).isEqualTo(204);
        assertThat(http.post("/v1/queues", Bodies.queue("r"), KEY, "k5").status()).isEqualTo(201);
        assertThat(http.post("/v1/queues", Bodies.queue("r"), KEY, "k5").status()).isEqualTo(201);
        assertThat(http.delete("/v1/queues/r", null, KEY, "k6").status()).isEqualTo(204);
        assertThat(http.delete("/v1/queues/r", null, KEY, "k6").status()).isEqualTo(204);
    }

    @Test
    void what_was_refused_stays_refused_for_its_key() {
        http.put("/v1/queues/q", "{\"MaxItems\": 0}");
        Answer refused = http.post(ITEMS, item("a"), KEY, "k1");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(http.post("/v1/queues", Bodies.queue("q"), KEY, "k2").status()).isEqualTo(409);
        assertThat(http.post("/v1/queues/none/channels/items", item("a"), KEY, "k3").status()).isEqualTo(404);
        http.put("/v1/queues/q", "{\"MaxItems\": 1}");
        http.post("/v1/queues", Bodies.queue("none"));
        assertThat(http.post(ITEMS, item("a"), KEY, "k1").body()).isEqualTo(refused.body());
        assertThat(http.post("/v1/queues/none/channels/items", item("a"), KEY, "k3").status()).isEqualTo(404);
        http.delete("/v1/queues/none", null);
        http.delete("/v1/queues/q", null);
        assertThat(http.post("/v1/queues", Bodies.queue("q"), KEY, "k2").status()).isEqualTo(409);
        assertThat(http.post("/v1/queues", Bodies.queue("q"), KEY, "k4").status()).isEqualTo(201);
    }

    @Test
    void the_same_key_with_another_body_is_422() {
        http.post(ITEMS, item("a"), KEY, "k1");
        Answer answer = http.post(ITEMS, item("b"), KEY, "k1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:idempotency-key-reused");
    }
}
