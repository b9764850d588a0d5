package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.testing.http.Answer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Why a channel, an item or a query is not being served: each reason by a situation that leads to it, for whatever is asked.
class ExplainCallsTest extends WillowTest {
    private static final String EXPLAIN = "/v1/queues/q/explain";
    private static final String CHANNEL_A = "{\"KeyValues\": {\"branch\": \"a\"}}";

    /// The ways to ask about the items of the branch "a".
    private enum Question { CHANNEL, ITEM, QUERY }

    @Test
    void no_such_channel_for_a_channel_and_a_query_and_404_for_an_item() {
        http.post(ITEMS, item("b"));
        assertThat(codes(http.post(EXPLAIN, CHANNEL_A))).containsExactly("no-such-channel");
        Answer query = http.post(EXPLAIN, selecting("\"branch\": \"a\""));
        assertThat(codes(query)).containsExactly("no-such-channel");
        assertThat(query.number("/Channels/Matching")).isZero();
        assertThat(query.body().at("/WouldBeServed").asBoolean()).isFalse();
        assertThat(http.post(EXPLAIN, "{\"ItemID\": \"none\"}").kind()).isEqualTo("unknown-item");
    }

    @Test
    void nothing_waiting_for_a_channel_and_a_query_and_an_item_is_told_to_be_with_its_consumer() {
        String id = itemId(http.post(ITEMS, item("a")));
        http.post(TAKE, null, "X-Request-ID", "runner-7");
        Answer channel = http.post(EXPLAIN, CHANNEL_A);
        assertThat(codes(channel)).containsExactly("nothing-waiting");
        assertThat(channel.number("/Processing")).isEqualTo(1);
        Answer query = http.post(EXPLAIN, null);
        assertThat(codes(query)).containsExactly("nothing-waiting");
        assertThat(query.body().at("/Channels").toString()).isEqualTo(
                "{\"Matching\":1,\"NothingWaiting\":1,\"BeingAskedFor\":0,\"HeldBack\":0,\"Ready\":0}");
        assertThat(query.body().at("/WouldBeServed").asBoolean()).isFalse();
        Answer held = ask(Question.ITEM, id);
        assertThat(codes(held)).isEmpty();
        assertThat(held.body().has("Position")).isFalse();
        assertThat(held.body().at("/HeldBy").toString()).isEqualTo("{\"RequestID\":\"runner-7\",\"Address\":\"127.0.0.1\"}");
    }

    @ParameterizedTest
    @EnumSource
    void rule_paused(Question question) {
        String id = itemId(http.post(ITEMS, item("a")));
        willow.limiter().pause("branch");
        Answer answer = ask(question, id);
        assertThat(codes(answer)).containsExactly("rule-paused", "no-consumer-waiting");
        assertThat(answer.text("/Reasons/0/Rule")).isEqualTo("branch");
        assertThat(answer.text("/Reasons/0/Detail")).contains("is paused");
        assertNotServed(question, answer);
    }

    @ParameterizedTest
    @EnumSource
    void limit_zero(Question question) {
        String id = itemId(http.post(ITEMS, item("a")));
        willow.limiter().limit("branch", 0);
        Answer answer = ask(question, id);
        assertThat(codes(answer)).containsExactly("limit-zero", "no-consumer-waiting");
        assertThat(answer.number("/Reasons/0/Limit")).isZero();
        assertNotServed(question, answer);
    }

    @ParameterizedTest
    @EnumSource
    void limit_reached_with_who_holds_the_places_also_those_of_other_queues_and_added_by_hand(Question question) {
        http.post("/v1/queues", Bodies.queue("r"));
        willow.limiter().limit("branch", 3);
        http.post(ITEMS, item("a"));
        String here = itemId(http.post(TAKE, null, "X-Request-ID", "runner-1"));
        http.post("/v1/queues/r/channels/items", item("\"branch\": \"a\", \"os\": \"linux\"", "\"Item\": \"\""));
        String elsewhere = itemId(http.post("/v1/queues/r/channels/items/dequeue", null, "X-Request-ID", "runner-2"));
        willow.limiter().addByHand(KeyValues.of("branch", Value.text("a")), "by/hand");
        String id = itemId(http.post(ITEMS, item("a")));

        Answer answer = ask(question, id);

        assertThat(codes(answer)).containsExactly("limit-reached", "no-consumer-waiting");
        assertThat(answer.text("/Reasons/0/Rule")).isEqualTo("branch");
        assertThat(answer.number("/Reasons/0/Limit")).isEqualTo(3);
        assertThat(answer.number("/Reasons/0/Count")).isEqualTo(3);
        assertThat(answer.text("/Reasons/0/Group/branch/Data")).isEqualTo("a");
        assertThat(answer.body().at("/Reasons/0/Items").toString()).isEqualTo("[\"" + here + "\",\"" + elsewhere + "\"]");
        assertThat(answer.text("/Reasons/0/Holders/0/ItemID")).isEqualTo(here);
        assertThat(answer.text("/Reasons/0/Holders/0/Queue")).isEqualTo("q");
        assertThat(answer.text("/Reasons/0/Holders/0/Consumer/RequestID")).isEqualTo("runner-1");
        assertThat(answer.text("/Reasons/0/Holders/1/Queue")).isEqualTo("r");
        assertThat(answer.text("/Reasons/0/Holders/1/KeyValues/os/Data")).isEqualTo("linux");
        assertThat(answer.number("/Reasons/0/Holders/1/Attempt")).isEqualTo(1);
        assertThat(answer.text("/Reasons/0/Holders/1/Consumer/RequestID")).isEqualTo("runner-2");
        assertThat(answer.text("/Reasons/0/Holders/1/Consumer/Address")).isEqualTo("127.0.0.1");
        assertThat(answer.body().at("/Reasons/0/Holders/2").toString()).isEqualTo("{\"Lease\":\"by/hand\"}");
        assertThat(answer.text("/Reasons/0/Change")).isEqualTo("room");
        assertNotServed(question, answer);
    }

    @ParameterizedTest
    @EnumSource
    void limiter_unreachable(Question question) {
        String id = itemId(http.post(ITEMS, item("a")));
        willow.limiter().leave();
        Answer answer = ask(question, id);
        assertThat(codes(answer)).containsExactly("limiter-unreachable", "no-consumer-waiting");
        assertNotServed(question, answer);
    }

    @ParameterizedTest
    @EnumSource
    void no_consumer_waiting_and_to_a_query_that_one_with_it_would_be_served(Question question) {
        http.post(ITEMS, item("b"));
        String id = itemId(http.post(ITEMS, item("a")));
        http.posting(ITEMS + "/dequeue", selecting("\"branch\": \"other\""));
        awaitConsumers(1);
        Answer answer = ask(question, id);
        if (question != Question.QUERY) {
            assertThat(codes(answer)).containsExactly("no-consumer-waiting");
            return;
        }
        assertThat(codes(answer)).containsExactly("no-consumer-waiting", "ready");
        assertThat(answer.body().at("/WouldBeServed").asBoolean()).isTrue();
        assertThat(answer.number("/Channels/Ready")).isEqualTo(1);
        assertThat(http.post(TAKE, selecting("\"branch\": \"a\"")).status()).as("is served").isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void ready(Question question) {
        String id = itemId(http.post(ITEMS, item("a")));
        willow.limiter().holdQuestions();
        http.posting(ITEMS + "/dequeue", null);
        willow.limiter().awaitHeldQuestion();
        Answer answer = ask(question, id);
        assertThat(codes(answer)).containsExactly("ready");
        if (question == Question.QUERY) assertThat(answer.number("/Channels/BeingAskedFor")).isEqualTo(1);
        willow.limiter().answer();
        willow.events().await(QueueEvent.HandedOut.class);
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_is_seen_so_that_only_the_limit_is_a_reason(Question question) {
        willow.limiter().limit("branch", 0);
        http.posting(ITEMS + "/dequeue", selecting("\"branch\": \"a\""));
        awaitConsumers(1);
        String id = itemId(http.post(ITEMS, item("a")));
        assertThat(codes(ask(question, id))).containsExactly("limit-zero");
    }

    @Test
    void an_item_by_its_place_in_line() {
        http.post(ITEMS, item("a"));
        String second = itemId(http.post(ITEMS, item("a")));
        Answer answer = ask(Question.ITEM, second);
        assertThat(answer.number("/Position")).isEqualTo(2);
        assertThat(answer.number("/Waiting")).isEqualTo(2);
        assertThat(codes(answer)).containsExactly("no-consumer-waiting");
    }

    @Test
    void of_many_channels_that_limits_hold_back_each_limit_is_named_once_and_all_are_counted() {
        limitAndLetItBeHeard("os");
        limitAndLetItBeHeard("branch");
        enqueueMany(300, "\"os\": \"linux\", \"n\": %d");
        enqueueMany(12, "\"branch\": \"%d\"");
        http.post(ITEMS, item("\"free\": 1", "\"Item\": \"\""));
        http.post(ITEMS, item("\"free\": 2", "\"Item\": \"\""));
        assertThat(http.post(ITEMS + "/dequeue?wait=0&max=1000", null).body().size()).isEqualTo(2);

        Answer answer = http.post(EXPLAIN, null);

        assertThat(answer.body().at("/Channels").toString()).isEqualTo(
                "{\"Matching\":314,\"NothingWaiting\":2,\"BeingAskedFor\":0,\"HeldBack\":312,\"Ready\":0}");
        assertThat(answer.number("/Waiting")).isEqualTo(312);
        assertThat(answer.text("/Reasons/0/Rule")).isEqualTo("os");
        assertThat(answer.number("/Reasons/0/Channels")).isEqualTo(300);
        assertThat(answer.text("/Reasons/0/KeyValues/os/Data")).isEqualTo("linux");
        assertThat(codes(answer)).as("the ten greatest groups").hasSize(11).endsWith("no-consumer-waiting");
        assertThat(answer.body().has("WouldBeServed")).as("not known of the groups beyond").isFalse();
        assertThat(willow.limiter().explained()).isEqualTo(10);
    }

    @Test
    void of_many_channels_that_nobody_asked_for_yet_the_limiter_is_asked_about_a_few_and_one_that_is_free_is_found() {
        willow.limiter().limit("os", 0);
        enqueueMany(100, "\"os\": \"linux\", \"n\": %d");
        Answer answer = http.post(EXPLAIN, null);
        assertThat(codes(answer)).containsExactly("limit-zero", "no-consumer-waiting");
        assertThat(answer.number("/Channels/Ready")).as("nothing was asked yet").isEqualTo(100);
        assertThat(answer.body().has("WouldBeServed")).as("80 more could be the one").isFalse();
        assertThat(willow.limiter().explained()).isEqualTo(20);

        http.post(ITEMS, item("\"os\": \"mac\"", "\"Item\": \"\""));
        willow.limiter().limit("os", 1);
        willow.limiter().addByHand(KeyValues.of("os", Value.text("linux")), "x");
        Answer oneIsFree = http.post(EXPLAIN, null);
        assertThat(codes(oneIsFree)).containsExactly("limit-reached", "no-consumer-waiting", "ready");
        assertThat(oneIsFree.body().at("/WouldBeServed").asBoolean()).isTrue();
        assertThat(willow.limiter().explained()).as("one that is in no full group comes first").isEqualTo(22);
    }

    @Test
    void asking_changes_nothing_and_is_answered_alike() {
        willow.limiter().limit("branch", 1);
        http.post(ITEMS, item("a"));
        http.post(TAKE, null);
        String id = itemId(http.post(ITEMS, item("a")));
        String before = state();
        for (Question question : Question.values())
            assertThat(ask(question, id).body()).isEqualTo(ask(question, id).body());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void wrong_requests_are_refused() {
        assertThat(http.post("/v1/queues/none/explain", CHANNEL_A).status()).isEqualTo(404);
        assertThat(http.post(EXPLAIN, "{\"KeyValues\": {\"a\": 1}, \"ItemID\": \"x\"}").text("/Field")).isEqualTo("$.KeyValues");
        assertThat(http.post(EXPLAIN, "{\"ItemID\": 1}").text("/Field")).isEqualTo("$.ItemID");
    }

    private Answer ask(Question question, String itemId) {
        return http.post(EXPLAIN, switch (question) {
            case CHANNEL -> CHANNEL_A;
            case ITEM -> "{\"ItemID\": \"" + itemId + "\"}";
            case QUERY -> selecting("\"branch\": \"a\"");
        });
    }

    private static void assertNotServed(Question question, Answer answer) {
        assertThat(answer.body().has("WouldBeServed")).isEqualTo(question == Question.QUERY);
        assertThat(answer.body().at("/WouldBeServed").asBoolean(false)).isFalse();
        if (question == Question.ITEM) assertThat(answer.number("/Position")).isEqualTo(1);
        if (question == Question.QUERY) assertThat(answer.number("/Channels/Matching")).isEqualTo(1);
    }

    private String state() {
        return http.get("/v1/queues/q").body().toString() + http.get(CHANNELS).body() + willow.limiter().leases();
    }

    /// News of the limit must not come later and let what it held back ask again.
    private void limitAndLetItBeHeard(String key) {
        int before = willow.limiter().listenings();
        willow.limiter().limit(key, 0);
        willow.limiter().awaitListening(before);
    }

    private void awaitConsumers(int number) {
        while (http.get("/v1/queues/q").number("/State/Consumers") < number) Thread.onSpinWait();
    }

    private void enqueueMany(int number, String keyValues) {
        String batch = IntStream.range(0, number).mapToObj(i -> item(keyValues.formatted(i), "\"Item\": \"\""))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(http.post(ITEMS + "/batch", batch).body().findValuesAsString("Status"))
                .isEqualTo(Collections.nCopies(number, "201"));
    }

    private static List<String> codes(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().at("/Reasons").findValuesAsString("Code");
    }
}
