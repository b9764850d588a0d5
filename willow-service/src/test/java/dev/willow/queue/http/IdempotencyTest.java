package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.done;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    void a_batch_that_is_cut_off_half_way_is_finished_by_asking_again_and_nothing_is_enqueued_twice() {
        http.put("/v1/queues/q", "{\"MaxItems\": 2}");
        String batch = "[" + item("a") + ", {\"Spec\": 5}, " + updateable("b", Bodies.HELLO) + ", " + item("c") + "]";
        willow.limiter().holdQuestions();
        Connection cut = http.connect().write("POST " + ITEMS + "/batch HTTP/1.1\r\nHost: test\r\nIdempotency-Key: cut\r\nContent-Length: "
                + batch.length() + "\r\n\r\n" + batch);
        willow.limiter().awaitHeldQuestion();
        cut.reset();
        CompletableFuture<Answer> meanwhile = http.calling("POST", ITEMS + "/batch", batch, KEY, "cut");
        willow.limiter().answer();
        Answer first = Http.await(meanwhile);
        assertThat(first.body().findValuesAsString("Status")).containsExactly("201", "400", "201", "409");
        http.post(ITEMS, updateable("b", Bodies.BYE));
        http.put("/v1/queues/q", "{\"MaxItems\": -1}");
        assertThat(http.post(ITEMS + "/batch", batch, KEY, "cut").body()).isEqualTo(first.body());
        assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(2);
    }

    @Test
    void a_batch_with_the_key_of_another_does_nothing_even_if_it_has_more_entries_or_others_that_are_right() {
        for (String other : List.of("[]", "[" + item("a") + "]", "[{}]", "[{}," + item("a") + "]")) {
            String key = "batch-" + other.length();
            assertThat(http.post(ITEMS + "/batch", other, KEY, key).status()).isEqualTo(200);
            long before = http.get("/v1/queues/q").number("/State/Waiting");
            assertThat(http.post(ITEMS + "/batch", "[" + item("a") + "," + item("b") + "," + item("c") + "]", KEY, key).kind())
                    .as(other).isEqualTo("idempotency-key-reused");
            assertThat(http.get("/v1/queues/q").number("/State/Waiting")).as(other).isEqualTo(before);
        }
    }

    @Test
    void the_same_key_with_another_body_is_422() {
        http.post(ITEMS, item("a"), KEY, "k1");
        Answer answer = http.post(ITEMS, item("b"), KEY, "k1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:idempotency-key-reused");
    }
}
