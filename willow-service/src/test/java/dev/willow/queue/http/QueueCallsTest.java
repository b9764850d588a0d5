package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.queue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Queues, call by call.
class QueueCallsTest {
    @AutoClose
    private final RunningWillow willow = RunningWillow.inMemory();

    private final Http http = willow.http();

    @Test
    void a_queue_is_created_and_answered_whole() {
        Answer created = http.post("/v1/queues", queue("git commits", 50));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().toString()).isEqualTo(
                "{\"Spec\":{\"DBDefinition\":{\"Name\":\"git commits\"},\"Properties\":{\"MaxItems\":50}},"
                        + "\"State\":{\"Channels\":0,\"Waiting\":0,\"Processing\":0,\"Consumers\":0}}");
        assertThat(http.get("/v1/queues/git%20commits").body()).isEqualTo(created.body());
        assertThat(http.get("/v1/queues").body().toString()).isEqualTo("[" + created.body() + "]");
        assertThat(willow.limiter().limits()).containsExactly("git commits 50");
    }

    @Test
    void a_queue_without_properties_is_unlimited() {
        assertThat(http.post("/v1/queues", queue("q")).number("/Spec/Properties/MaxItems")).isEqualTo(-1);
    }

    @Test
    void a_name_is_given_once() {
        http.post("/v1/queues", queue("q"));
        Answer again = http.post("/v1/queues", queue("q"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/type")).isEqualTo("urn:willow:problem:name-in-use");
        assertThat(again.text("/Message")).isEqualTo(again.text("/detail"));
    }

    @Test
    void names_of_all_kinds_are_found_by_their_percent_encoding() {
        for (String[] name : new String[][] {{"a/b", "a%2Fb"}, {"ü?", "%C3%BC%3F"}, {"100%", "100%25"}, {"_x", "_x"}, {"..", "%2E%2E"},
                {"a;b", "a%3Bb"}, {"query", "query"}, {" ", "%20"}, {"a%2Fb", "a%252Fb"}, {"x".repeat(4096), "x".repeat(4096)},
                {"€".repeat(455), "%E2%82%AC".repeat(455)}}) {
            assertThat(http.post("/v1/queues", queue(name[0])).status()).isEqualTo(201);
            assertThat(http.get("/v1/queues/" + name[1]).text("/Spec/DBDefinition/Name")).isEqualTo(name[0]);
        }
    }

    @Test
    void totals_count_channels_and_items() {
        http.post("/v1/queues", queue("q"));
        http.post("/v1/queues/q/channels/items", item("a"));
        http.post("/v1/queues/q/channels/items", item("a"));
        http.post("/v1/queues/q/channels/items", item("b"));
        http.post("/v1/queues/q/channels/items/dequeue?wait=0", null);
        assertThat(http.get("/v1/queues/q").body().at("/State").toString())
                .isEqualTo("{\"Channels\":2,\"Waiting\":2,\"Processing\":1,\"Consumers\":0}");
    }

    @Test
    void a_change_leaves_out_what_stays() {
        http.post("/v1/queues", queue("q", 5));
        assertThat(http.put("/v1/queues/q", "{}").number("/Spec/Properties/MaxItems")).isEqualTo(5);
        Answer changed = http.put("/v1/queues/q", "{\"MaxItems\": 7}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.number("/Spec/Properties/MaxItems")).isEqualTo(7);
        assertThat(http.get("/v1/queues/q").number("/Spec/Properties/MaxItems")).isEqualTo(7);
        assertThat(willow.limiter().limits()).containsExactly("q 7");
    }

    @Test
    void queues_are_listed_by_name_with_their_totals() {
        for (String name : new String[] {"c", "a", "b"}) http.post("/v1/queues", queue(name));
        http.post("/v1/queues/b/channels/items", item("x"));
        Answer list = http.get("/v1/queues");
        assertThat(list.body().findValuesAsString("Name")).containsExactly("a", "b", "c");
        assertThat(list.body().findValuesAsString("Waiting")).containsExactly("0", "1", "0");
    }

    @Test
    void a_queue_that_is_made_again_under_its_name_is_a_new_one() {
        http.post("/v1/queues", queue("q", 5));
        http.post("/v1/queues/q/channels/items", item("a"));
        http.delete("/v1/queues/q");
        http.post("/v1/queues", queue("q"));
        assertThat(http.get("/v1/queues/q").body().toString()).isEqualTo(
                "{\"Spec\":{\"DBDefinition\":{\"Name\":\"q\"},\"Properties\":{\"MaxItems\":-1}},"
                        + "\"State\":{\"Channels\":0,\"Waiting\":0,\"Processing\":0,\"Consumers\":0}}");
        assertThat(willow.limiter().limits()).containsExactly("q -1");
    }

    @Test
    void a_deleted_queue_is_gone_with_its_items_and_their_places() {
        http.post("/v1/queues", queue("q"));
        http.post("/v1/queues/q/channels/items", item("a"));
        http.post("/v1/queues/q/channels/items", item("b"));
        Answer held = http.post("/v1/queues/q/channels/items/dequeue?wait=0", null);
        assertThat(willow.limiter().leases()).hasSize(3);
        assertThat(http.delete("/v1/queues/q", null).status()).isEqualTo(204);
        assertThat(willow.limiter().leases()).isEmpty();
        assertThat(willow.limiter().limits()).isEmpty();
        assertThat(http.get("/v1/queues/q").status()).isEqualTo(404);
        assertThat(http.get("/v1/queues").body().toString()).isEqualTo("[]");
        assertThat(http.post("/v1/queues/q/channels/items/ack", Bodies.done(itemId(held))).status()).isEqualTo(404);
        assertThat(http.post("/v1/queues/q/channels/items/heartbeat", Bodies.beat(itemId(held))).status()).isEqualTo(404);
    }

    @Test
    void every_call_on_a_queue_that_is_not_there_is_404() {
        String[][] calls = {
            {"GET", "", null}, {"PUT", "", "{\"MaxItems\": 1}"}, {"DELETE", "", null},
            {"GET", "/channels", null}, {"POST", "/channels/query", "{}"},
            {"DELETE", "/channels", "{\"KeyValues\": {\"a\": 1}}"}, {"DELETE", "/channels?many=true", "{}"},
            {"POST", "/channels/items", item("a")}, {"GET", "/channels/items", null}, {"POST", "/channels/items/dequeue", null},
            {"POST", "/channels/items/ack", Bodies.done("x")}, {"POST", "/channels/items/heartbeat", Bodies.beat("x")},
        };
        for (String[] call : calls) {
            Answer answer = http.call(call[0], "/v1/queues/none" + call[1], call[2]);
            assertThat(answer.status()).as(call[0] + call[1]).isEqualTo(404);
            assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:unknown-queue");
        }
        Answer batch = http.post("/v1/queues/none/channels/items/batch", "[" + item("a") + "]");
        assertThat(batch.number("/0/Status")).isEqualTo(404);
    }
}
