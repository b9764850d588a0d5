package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Answers.token;
import static dev.willow.queue.http.Bodies.beat;
import static dev.willow.queue.http.Bodies.done;
import static dev.willow.queue.http.Bodies.failed;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.released;
import static dev.willow.queue.http.Bodies.selecting;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Items, call by call.
class ItemCallsTest extends WillowTest {
    @Test
    void an_item_is_handed_out_as_it_was_enqueued() {
        Answer enqueued = http.post(ITEMS, item(
                "\"branch\": \"main\", \"build\": 42", "\"Item\": \"aGVsbG8=\", \"Updateable\": true, \"RetryAttempts\": -1, "
                        + "\"RetryPosition\": \"back\", \"TimeoutDuration\": \"1m\""));
        assertThat(enqueued.status()).isEqualTo(201);
        assertThat(enqueued.body().toString())
                .isEqualTo("{\"State\":{\"ID\":\"" + itemId(enqueued) + "\",\"Attempt\":0,\"Updates\":0}}");
        Answer taken = http.get(ITEMS + "?wait=0", selecting("\"branch\": \"main\""));
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().toString()).isEqualTo(
                "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"branch\":{\"Type\":13,\"Data\":\"main\"},\"build\":{\"Type\":9,\"Data\":\"42\"}}},"
                        + "\"Properties\":{\"Item\":\"aGVsbG8=\",\"Updateable\":true,\"RetryAttempts\":-1,\"RetryPosition\":\"back\","
                        + "\"TimeoutDuration\":60000000000}},"
                        + "\"State\":{\"ID\":\"" + itemId(enqueued) + "\",\"Attempt\":1,\"Updates\":0,\"FencingToken\":1}}");
    }

    @Test
    void what_is_left_out_has_the_defaults_of_the_contract() {
        http.post(ITEMS, item("\"a\": 1", "\"Item\": \"\""));
        Answer taken = http.post(TAKE, null);
        assertThat(taken.body().at("/Spec/Properties").toString()).isEqualTo(
                "{\"Item\":\"\",\"Updateable\":false,\"RetryAttempts\":0,\"RetryPosition\":\"front\",\"TimeoutDuration\":30000000000}");
    }

    @Test
    void the_other_names_are_read() {
        Answer enqueued = http.post(ITEMS, item("\"a\": 1", "\"Data\": \"aGVsbG8=\", \"RetryCount\": 2"));
        assertThat(enqueued.status()).isEqualTo(201);
        Answer taken = http.post(TAKE, "{\"Selection\": {}}");
        assertThat(taken.number("/Spec/Properties/RetryAttempts")).isEqualTo(2);
        assertThat(http.post(ITEMS + "/ack", "{\"ItemID\": \"" + itemId(taken) + "\", \"Passed\": true}").status()).isEqualTo(200);
    }

    @Test
    void an_updateable_item_is_overwritten_in_place() {
        String id = itemId(http.post(ITEMS, updateable("a", Bodies.HELLO)));
        Answer updated = http.post(ITEMS, updateable("a", Bodies.BYE));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(itemId(updated)).isEqualTo(id);
        assertThat(updated.number("/State/Updates")).isEqualTo(1);
        Answer taken = http.post(TAKE, null);
        assertThat(taken.text("/Spec/Properties/Item")).isEqualTo(Bodies.BYE);
        assertThat(taken.number("/State/Updates")).isEqualTo(1);
        assertThat(http.post(ITEMS, updateable("a", Bodies.BYE)).status()).as("an item with a consumer is never changed").isEqualTo(201);
    }

    @Test
    void success_removes_an_item_and_its_counters() {
        http.post(ITEMS, item("a"));
        Answer taken = http.post(TAKE, null);
        assertThat(willow.limiter().leases()).hasSize(2).allMatch(lease -> lease.startsWith(itemId(taken)));
        Answer acked = http.post(ITEMS + "/ack", done(itemId(taken)));
        assertThat(acked.status()).isEqualTo(200);
        assertThat(willow.limiter().leases()).isEmpty();
        assertThat(http.get("/v1/queues/q/channels").body().toString()).isEqualTo("[]");
        Answer again = http.post(ITEMS + "/ack", done(itemId(taken)));
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("/type")).isEqualTo("urn:willow:problem:unknown-item");
    }

    @Test
    void a_failed_item_comes_back_until_its_attempts_are_used_up() {
        http.post(ITEMS, item("\"a\": 1", "\"Item\": \"\", \"RetryAttempts\": 1"));
        Answer first = http.post(TAKE, null);
        assertThat(http.post(ITEMS + "/ack", failed(itemId(first))).status()).isEqualTo(200);
        Answer second = http.post(TAKE, null);
        assertThat(itemId(second)).isEqualTo(itemId(first));
        assertThat(second.number("/State/Attempt")).isEqualTo(2);
        assertThat(token(second)).isGreaterThan(token(first));
        http.post(ITEMS + "/ack", failed(itemId(first)));
        assertThat(http.post(TAKE, null).status()).isEqualTo(204);
        assertThat(willow.limiter().leases()).isEmpty();
    }

    @Test
    void a_released_item_comes_back_with_no_attempt_used() {
        http.post(ITEMS, item("a"));
        Answer first = http.post(TAKE, null);
        assertThat(http.post(ITEMS + "/ack", released(itemId(first))).status()).isEqualTo(200);
        assertThat(http.post(TAKE, null).number("/State/Attempt")).isEqualTo(1);
    }

    @Test
    void an_item_times_out_unless_a_heartbeat_keeps_it() {
        http.post(ITEMS, item("\"a\": 1", "\"Item\": \"\", \"RetryAttempts\": 1, \"TimeoutDuration\": \"10s\""));
        String id = itemId(http.post(TAKE, null));
        willow.advance(Duration.ofSeconds(9));
        Answer kept = http.post(ITEMS + "/heartbeat", beat(id));
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.body().toString()).isEqualTo("{\"Superseded\":false}");
        willow.advance(Duration.ofSeconds(9));
        assertThat(http.post(TAKE, null).status()).isEqualTo(204);
        willow.advance(Duration.ofSeconds(1));
        assertThat(http.post(ITEMS + "/heartbeat", beat(id)).status()).isEqualTo(404);
        assertThat(http.post(ITEMS + "/dequeue", null).number("/State/Attempt")).isEqualTo(2);
    }

    @Test
    void a_heartbeat_tells_that_a_newer_item_waits() {
        http.post(ITEMS, updateable("a", Bodies.HELLO));
        String id = itemId(http.post(TAKE, null));
        http.post(ITEMS, updateable("a", Bodies.BYE));
        assertThat(http.post(ITEMS + "/heartbeat", beat(id)).body().toString()).isEqualTo("{\"Superseded\":true}");
    }

    @Test
    void words_on_an_earlier_hand_out_are_409_and_on_another_channel_404() {
        http.post(ITEMS, item("\"a\": 1", "\"Item\": \"\", \"RetryAttempts\": 5"));
        Answer first = http.post(TAKE, null);
        http.post(ITEMS + "/ack", released(itemId(first)));
        Answer second = http.post(TAKE, null);
        String late = "{\"ItemID\": \"" + itemId(first) + "\", \"FencingToken\": " + token(first) + "%s}";
        Answer ack = http.post(ITEMS + "/ack", late.formatted(", \"Success\": true"));
        assertThat(ack.status()).isEqualTo(409);
        assertThat(ack.number("/FencingToken")).isEqualTo(token(second));
        assertThat(http.post(ITEMS + "/heartbeat", late.formatted("")).status()).isEqualTo(409);
        String elsewhere = "{\"ItemID\": \"" + itemId(first) + "\", \"KeyValues\": {\"a\": 2}%s}";
        assertThat(http.post(ITEMS + "/ack", elsewhere.formatted(", \"Success\": true")).status()).isEqualTo(404);
        assertThat(http.post(ITEMS + "/heartbeat", elsewhere.formatted("")).status()).isEqualTo(404);
        String here = "{\"ItemID\": \"" + itemId(first) + "\", \"KeyValues\": {\"a\": 1}, \"FencingToken\": " + token(second);
        assertThat(http.post(ITEMS + "/ack", here + ", \"Success\": true}").status()).isEqualTo(200);
    }

    /// As the contract shows it.
    @Test
    void empty_key_values_of_an_ack_and_a_heartbeat_count_as_left_out() {
        http.post(ITEMS, item("a"));
        String id = itemId(http.post(TAKE, null));
        assertThat(http.post(ITEMS + "/heartbeat", "{\"ItemID\": \"" + id + "\", \"KeyValues\": {}}").status()).isEqualTo(200);
        assertThat(http.post(ITEMS + "/ack", "{\"ItemID\": \"" + id + "\", \"Success\": true, \"KeyValues\": {}}").status()).isEqualTo(200);
    }

    @Test
    void only_an_item_that_a_consumer_has_is_acked_or_kept() {
        String waits = itemId(http.post(ITEMS, item("a")));
        for (String id : new String[] {waits, "none"}) {
            assertThat(http.post(ITEMS + "/ack", done(id)).kind()).as(id).isEqualTo("unknown-item");
            assertThat(http.post(ITEMS + "/heartbeat", beat(id)).kind()).as(id).isEqualTo("unknown-item");
        }
        http.post("/v1/queues", Bodies.queue("other"));
        http.post(TAKE, null);
        assertThat(http.post("/v1/queues/other/channels/items/ack", done(waits)).kind()).as("in another queue").isEqualTo("unknown-item");
        assertThat(http.post(ITEMS + "/ack", done(waits)).status()).isEqualTo(200);
    }

    @Test
    void a_channel_is_made_by_its_first_item_and_gone_with_its_last() {
        assertThat(http.get("/v1/queues/q").number("/State/Channels")).isZero();
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("a"));
        for (int left = 1; left >= 0; left--) {
            assertThat(http.get("/v1/queues/q").number("/State/Channels")).isEqualTo(1);
            http.post(ITEMS + "/ack", done(itemId(http.post(TAKE, null))));
            assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(left);
        }
        assertThat(http.get("/v1/queues/q").number("/State/Channels")).isZero();
        assertThat(http.get("/v1/queues/q/channels").body().isEmpty()).isTrue();
    }

    @Test
    void the_same_key_values_in_any_order_are_one_channel_and_another_type_is_another() {
        http.post(ITEMS, item("\"a\": 1, \"b\": 2", "\"Item\": \"\""));
        http.post(ITEMS, item("\"b\": 2, \"a\": 1", "\"Item\": \"\""));
        http.post(ITEMS, item("\"b\": 2, \"a\": \"1\"", "\"Item\": \"\""));
        assertThat(http.get("/v1/queues/q").number("/State/Channels")).isEqualTo(2);
    }

    @Test
    void a_batch_answers_each_entry_by_itself() {
        http.put("/v1/queues/q", "{\"MaxItems\": 2}");
        Answer answer = http.post(ITEMS + "/batch", "[" + String.join(", ",
                updateable("a", Bodies.HELLO), updateable("a", Bodies.BYE), "{}", item("\"_x\": 1", "\"Item\": \"\""), item("b"), item("c")) + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().findValuesAsString("Status")).containsExactly("201", "200", "400", "400", "201", "409");
        assertThat(answer.text("/1/Result/State/ID")).isEqualTo(answer.text("/0/Result/State/ID"));
        assertThat(answer.text("/2/Problem/Field")).isEqualTo("$[2].Spec");
        assertThat(answer.text("/3/Problem/Field")).isEqualTo("$[3].Spec.DBDefinition.KeyValues._x");
        assertThat(answer.text("/5/Problem/type")).isEqualTo("urn:willow:problem:queue-full");
        assertThat(http.post(TAKE, selecting("\"branch\": \"a\"")).text("/Spec/Properties/Item")).isEqualTo(Bodies.BYE);
    }

    @Test
    void max_takes_what_is_there_as_an_array() {
        for (String branch : new String[] {"a", "a", "b", "c"}) http.post(ITEMS, item(branch));
        Answer three = http.post(TAKE + "&max=3", null);
        assertThat(three.status()).isEqualTo(200);
        assertThat(three.body().size()).isEqualTo(3);
        assertThat(http.post(TAKE + "&max=3", null).body().size()).isEqualTo(1);
        assertThat(http.post(TAKE + "&max=3", null).status()).isEqualTo(204);
    }

    @Test
    void strategies_choose_among_channels() {
        for (int priority : new int[] {1, 3, 2}) http.post(ITEMS, item("\"p\": " + priority, "\"Item\": \"\""));
        assertThat(priorityOf("{\"Strategy\": \"priority\", \"PriorityKey\": \"p\"}")).isEqualTo("3");
        assertThat(priorityOf("{\"Strategy\": \"oldest\"}")).isEqualTo("1");
        assertThat(priorityOf("{\"Strategy\": \"random\"}")).isEqualTo("2");
    }

    private String priorityOf(String body) {
        return http.post(TAKE, body).text("/Spec/DBDefinition/KeyValues/p/Data");
    }

    @Test
    void a_channel_that_a_rule_holds_back_is_served_when_there_is_room() {
        willow.limiter().limit("branch", 1);
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("b"));
        Answer a = http.post(TAKE, selecting("\"branch\": \"a\""));
        assertThat(http.post(TAKE, selecting("\"branch\": \"a\"")).status()).isEqualTo(204);
        assertThat(http.post(TAKE, null).text("/Spec/DBDefinition/KeyValues/branch/Data")).isEqualTo("b");
        http.post(ITEMS + "/ack", done(itemId(a)));
        assertThat(http.post(ITEMS + "/dequeue", selecting("\"branch\": \"a\"")).status()).isEqualTo(200);
    }

    @Test
    void the_largest_set_of_key_values_is_counted_as_well() {
        String keys = IntStream.range(0, 64).mapToObj(n -> "\"" + "k".repeat(254) + (10 + n) + "\": " + n).collect(Collectors.joining(", "));
        assertThat(http.post(ITEMS, item(keys, "\"Item\": \"\"")).status()).isEqualTo(201);
        assertThat(http.post(ITEMS, item(keys + ", \"more\": 1", "\"Item\": \"\"")).status()).isEqualTo(400);
        assertThat(http.post(TAKE, null).body().at("/Spec/DBDefinition/KeyValues").size()).isEqualTo(64);
    }

    @Test
    void an_id_of_the_request_goes_along_to_the_limiter() {
        http.post(ITEMS, item("a"), "X-Request-ID", "enqueue-7");
        http.post(TAKE, null, "X-Request-ID", "dequeue-7");
        assertThat(willow.limiter().requestIds()).contains("enqueue-7", "dequeue-7");
    }
}
