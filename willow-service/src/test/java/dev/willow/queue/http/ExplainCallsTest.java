package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Why a channel, an item or a query is not being served.
class ExplainCallsTest extends WillowTest {
    private static final String EXPLAIN = "/v1/queues/q/explain";
    private static final String CHANNEL_A = "{\"KeyValues\": {\"branch\": \"a\"}}";
    @Test
    void a_channel_that_is_not_there() {
        assertThat(codes(http.post(EXPLAIN, CHANNEL_A))).containsExactly("no-such-channel");
        assertThat(codes(http.post(EXPLAIN, null))).containsExactly("no-such-channel");
    }

    @Test
    void a_channel_whose_items_are_all_with_consumers() {
        http.post(ITEMS, item("a"));
        http.post(ITEMS + "/dequeue?wait=0", null);
        Answer answer = http.post(EXPLAIN, CHANNEL_A);
        assertThat(codes(answer)).containsExactly("nothing-waiting");
        assertThat(answer.number("/Processing")).isEqualTo(1);
    }

    @Test
    void a_channel_that_a_limit_holds_back_names_the_items_that_hold_the_places() {
        willow.limiter().limit("branch", 1);
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("a"));
        String holder = itemId(http.post(ITEMS + "/dequeue?wait=0", null));
        Answer answer = http.post(EXPLAIN, CHANNEL_A);
        assertThat(codes(answer)).containsExactly("limit-reached", "no-consumer-waiting");
        assertThat(answer.text("/Reasons/0/Rule")).isEqualTo("branch");
        assertThat(answer.number("/Reasons/0/Limit")).isEqualTo(1);
        assertThat(answer.number("/Reasons/0/Count")).isEqualTo(1);
        assertThat(answer.text("/Reasons/0/Group/branch/Data")).isEqualTo("a");
        assertThat(answer.text("/Reasons/0/Items/0")).isEqualTo(holder);
        willow.limiter().limit("branch", 0);
        assertThat(codes(http.post(EXPLAIN, CHANNEL_A))).first().isEqualTo("limit-zero");
    }

    @Test
    void an_item_by_its_place_in_line() {
        http.post(ITEMS, item("a"));
        String second = itemId(http.post(ITEMS, item("a")));
        Answer answer = http.post(EXPLAIN, "{\"ItemID\": \"" + second + "\"}");
        assertThat(answer.number("/Position")).isEqualTo(2);
        assertThat(answer.number("/Waiting")).isEqualTo(2);
        assertThat(codes(answer)).containsExactly("no-consumer-waiting");
        http.post(ITEMS + "/dequeue?wait=0&max=2", null);
        Answer held = http.post(EXPLAIN, "{\"ItemID\": \"" + second + "\"}");
        assertThat(held.body().has("Position")).isFalse();
        assertThat(codes(held)).isEmpty();
        assertThat(http.post(EXPLAIN, "{\"ItemID\": \"none\"}").text("/type")).isEqualTo("urn:willow:problem:unknown-item");
    }

    @Test
    void a_query_by_each_of_its_channels() {
        willow.limiter().limit("branch", 0);
        http.post(ITEMS, item("a"));
        http.post(ITEMS, item("b"));
        http.post(ITEMS, item("\"os\": \"linux\"", "\"Item\": \"\""));
        Answer answer = http.post(EXPLAIN, selecting("\"branch\": \"b\""));
        assertThat(answer.text("/Reasons/0/KeyValues/branch/Data")).isEqualTo("b");
        assertThat(codes(answer)).containsExactly("limit-zero", "no-consumer-waiting");
        assertThat(http.post(EXPLAIN, "{}").number("/Waiting")).isEqualTo(3);
    }

    @Test
    void a_caller_that_waits_is_seen() {
        willow.limiter().limit("branch", 0);
        http.posting(ITEMS + "/dequeue", null);
        while (http.get("/v1/queues/q").number("/State/Consumers") == 0) Thread.onSpinWait();
        http.post(ITEMS, item("a"));
        assertThat(http.post(EXPLAIN, CHANNEL_A).body().at("/Reasons").findValuesAsString("Code")).contains("limit-zero");
    }

    @Test
    void a_limiter_that_is_away() {
        http.post(ITEMS, item("a"));
        willow.limiter().leave();
        assertThat(codes(http.post(EXPLAIN, CHANNEL_A))).containsExactly("limiter-unreachable", "no-consumer-waiting");
    }

    @Test
    void wrong_requests_are_refused() {
        assertThat(http.post("/v1/queues/none/explain", CHANNEL_A).status()).isEqualTo(404);
        assertThat(http.post(EXPLAIN, "{\"KeyValues\": {\"a\": 1}, \"ItemID\": \"x\"}").text("/Field")).isEqualTo("$.KeyValues");
        assertThat(http.post(EXPLAIN, "{\"ItemID\": 1}").text("/Field")).isEqualTo("$.ItemID");
    }

    private static List<String> codes(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().at("/Reasons").findValuesAsString("Code");
    }
}
