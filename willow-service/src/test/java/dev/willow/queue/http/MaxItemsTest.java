package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.done;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.queue;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import org.junit.jupiter.api.Test;

/// How many items a queue holds, and how the Limiter counts them.
class MaxItemsTest extends WillowTest {

    @Test
    void one_rule_lets_nothing_in_and_an_override_for_each_queue_lets_in_what_it_may_hold() {
        http.post("/v1/queues", queue("git commits", 50));
        assertThat(willow.limiter().queueRule()).contains("""
                {"DBDefinition":{"Name":"_willow_queue_limits","GroupByKeyValues":\
                {"_willow_enqueued":{"Type":1024},"_willow_queue_name":{"Type":1024}}},"Properties":{"Limit":0,"Paused":false}}""");
        assertThat(willow.limiter().queueOverrides()).contains("""
                {"DBDefinition":{"Name":"git commits","GroupByKeyValues":\
                {"_willow_enqueued":{"Type":1024},"_willow_queue_name":{"Type":13,"Data":"git commits"}}},\
                "Properties":{"Limit":50,"Paused":false}}""");
        assertThat(willow.limiter().limits()).containsExactly("q -1", "git commits 50");
    }

    @Test
    void each_channel_has_a_counter_of_what_is_there_and_one_of_what_runs() {
        for (int i = 0; i < 3; i++) http.post(ITEMS, item("\"branch\": \"a\", \"build\": 7", "\"Item\": \"\""));
        http.post(ITEMS, item("b"));
        http.post(TAKE + "&max=3", null);
        assertThat(willow.limiter().numbers()).containsExactly(
                "_willow_branch=a, _willow_build=7, _willow_enqueued=true, _willow_queue_name=q: 3",
                "_willow_branch=b, _willow_enqueued=true, _willow_queue_name=q: 1",
                "_willow_queue_name=q, _willow_running=true, branch=a, build=7: 2",
                "_willow_queue_name=q, _willow_running=true, branch=b: 1");
    }

    @Test
    void what_waits_and_what_consumers_have_counts_over_all_channels() {
        holding(3);
        for (String branch : new String[] {"a", "b", "c"}) assertThat(enqueued(branch).status()).isEqualTo(201);
        String held = itemId(http.post(TAKE, null));
        checkFull(enqueued("d"), 3, 3);
        http.post(ITEMS + "/ack", Bodies.released(held));
        checkFull(enqueued("d"), 3, 3);
        http.post(ITEMS + "/ack", done(itemId(http.post(TAKE, null))));
        assertThat(enqueued("d").status()).isEqualTo(201);
    }

    @Test
    void an_update_in_place_fits_into_a_full_queue() {
        holding(1);
        http.post(ITEMS, updateable("a", Bodies.HELLO));
        for (int updates = 1; updates <= 3; updates++) {
            Answer updated = http.post(ITEMS, updateable("a", Bodies.BYE));
            assertThat(updated.status()).isEqualTo(200);
            assertThat(updated.number("/State/Updates")).isEqualTo(updates);
        }
        assertThat(willow.limiter().enqueued("q")).isEqualTo(1);
        checkFull(enqueued("b"), 1, 1);
    }

    @Test
    void a_maximum_below_what_is_there_keeps_it_and_lets_nothing_in_until_there_is_room() {
        for (int i = 0; i < 4; i++) enqueued("a");
        assertThat(holding(2).status()).isEqualTo(200);
        assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(4);
        for (int left = 4; left >= 2; left--) {
            checkFull(enqueued("b"), 2, left);
            http.post(ITEMS + "/ack", done(itemId(http.post(TAKE, null))));
        }
        assertThat(enqueued("b").status()).isEqualTo(201);
        checkFull(enqueued("b"), 2, 2);
    }

    @Test
    void a_maximum_that_is_raised_or_taken_away_lets_more_in_at_once() {
        holding(1);
        enqueued("a");
        checkFull(enqueued("a"), 1, 1);
        holding(2);
        assertThat(enqueued("a").status()).isEqualTo(201);
        checkFull(enqueued("a"), 2, 2);
        assertThat(holding(-1).number("/Spec/Properties/MaxItems")).isEqualTo(-1);
        for (int i = 0; i < 50; i++) assertThat(enqueued("a").status()).isEqualTo(201);
    }

    @Test
    void a_queue_that_may_hold_nothing_is_always_full_and_still_hands_out_what_it_has() {
        enqueued("a");
        holding(0);
        Answer full = enqueued("a");
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.kind()).isEqualTo("queue-full");
        assertThat(full.number("/Limit")).isZero();
        assertThat(http.post(TAKE, null).status()).isEqualTo(200);
    }

    @Test
    void each_queue_has_a_maximum_of_its_own() {
        holding(1);
        http.post("/v1/queues", queue("r", 1));
        enqueued("a");
        checkFull(enqueued("a"), 1, 1);
        assertThat(http.post("/v1/queues/r/channels/items", item("a")).status()).isEqualTo(201);
    }

    private Answer holding(int maxItems) {
        return http.put("/v1/queues/q", "{\"MaxItems\": " + maxItems + "}");
    }

    private Answer enqueued(String branch) {
        return http.post(ITEMS, item(branch));
    }

    private static void checkFull(Answer answer, int limit, int count) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.kind()).isEqualTo("queue-full");
        assertThat(answer.text("/Rule")).isEqualTo("_willow_queue_limits");
        assertThat(answer.text("/Override")).isEqualTo("q");
        assertThat(answer.number("/Limit")).isEqualTo(limit);
        assertThat(answer.number("/Count")).isEqualTo(count);
    }
}
