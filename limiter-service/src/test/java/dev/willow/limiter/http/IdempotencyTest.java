package dev.willow.limiter.http;

import static dev.willow.limiter.http.Answers.counters;
import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.DEV;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Calls that are asked again with their idempotency key.
class IdempotencyTest extends LimiterTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String RULES = "/v1/limiter/rules";
    private static final String OVERRIDES = RULES + "/r/overrides";
    private static final String KEY = "Idempotency-Key";

    /// One call of each kind, in an order in which all succeed and none would succeed twice in the same way.
    private record Call(String method, String path, String body) {}

    private static final List<Call> CALLS = List.of(
            new Call("POST", RULES, rule("r", ANY_BRANCH, 1)),
            new Call("POST", OVERRIDES, rule("o", MAIN, 9)),
            new Call("PUT", COUNTERS + "/set", counter(MAIN, 3)),
            new Call("PUT", COUNTERS, counter(MAIN, 2)),
            new Call("PUT", COUNTERS, leased(MAIN, 1, "x")),
            new Call("PUT", COUNTERS, counter(MAIN, -1)),
            new Call("PUT", COUNTERS, leased(MAIN, -1, "x")),
            new Call("PUT", COUNTERS + "?wait=1m", counter(MAIN, 1)),
            new Call("PUT", COUNTERS + "/batch", "[" + counter(MAIN, 1) + "," + counter(DEV, 1) + "," + counter(DEV, 1) + "]"),
            new Call("PUT", RULES + "/r", "{\"Limit\": 7}"),
            new Call("PUT", OVERRIDES + "/o", "{\"Paused\": true}"),
            new Call("DELETE", OVERRIDES + "/o", null),
            new Call("DELETE", RULES + "/r", null));

    @Test
    void every_call_that_changes_something_is_done_once_and_answered_alike() {
        List<Answer> first = new ArrayList<>();
        for (int i = 0; i < CALLS.size(); i++) {
            Answer answer = call(i);
            assertThat(answer.status()).as(CALLS.get(i).toString()).isBetween(200, 204);
            first.add(answer);
        }
        String before = http.get(COUNTERS + "/query").body().toString();
        for (int i = 0; i < CALLS.size(); i++) {
            Answer again = call(i);
            assertThat(again.status()).as(CALLS.get(i).toString()).isEqualTo(first.get(i).status());
            assertThat(again.body()).as(CALLS.get(i).toString()).isEqualTo(first.get(i).body());
        }
        assertThat(http.get(COUNTERS + "/query").body().toString()).isEqualTo(before);
        assertThat(http.get(RULES + "/query").body().isEmpty()).isTrue();
    }

    private Answer call(int which) {
        Call call = CALLS.get(which);
        return http.call(call.method, call.path, call.body, KEY, "every-" + which);
    }

    @Test
    void the_same_key_with_another_body_is_422_and_does_nothing() {
        assertThat(http.put(COUNTERS, counter(MAIN, 1), KEY, "body-1").status()).isEqualTo(200);
        assertThat(http.put(COUNTERS, counter(MAIN, 2), KEY, "body-1").status()).isEqualTo(422);
        assertThat(counters(http.put(COUNTERS, counter(MAIN, 1)))).isEqualTo(2);
    }

    @Test
    void a_batch_with_the_key_of_another_does_nothing_even_if_it_has_more_entries_or_others_that_are_right() {
        String one = counter(MAIN, 1);
        for (String other : List.of("[]", "[" + one + "]", "[{}]", "[{}," + one + "]")) {
            String key = "batch-" + other.length();
            assertThat(http.put(COUNTERS + "/batch", other, KEY, key).status()).isEqualTo(200);
            long before = counters(http.put(COUNTERS, counter(MAIN, 1)));
            assertThat(http.put(COUNTERS + "/batch", "[" + one + "," + one + "," + one + "]", KEY, key).kind())
                    .as(other).isEqualTo("idempotency-key-reused");
            assertThat(counters(http.put(COUNTERS, counter(MAIN, 1)))).as(other).isEqualTo(before + 1);
        }
    }

    @Test
    void a_batch_that_is_cut_off_is_finished_by_asking_again_and_counts_once() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        String batch = "[" + counter(MAIN, 1) + ", {\"Spec\": 5}, " + leased(DEV, 1, "x") + ", " + counter("\"os\": \"linux\"", 2) + "]";
        http.connect().write("PUT " + COUNTERS + "/batch HTTP/1.1\r\nHost: test\r\nIdempotency-Key: cut\r\nContent-Length: "
                + batch.length() + "\r\n\r\n" + batch).reset();
        Answer first = http.put(COUNTERS + "/batch", batch, KEY, "cut");
        assertThat(first.body().findValuesAsString("Status")).containsExactly("200", "400", "200", "200");
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(http.put(COUNTERS + "/batch", batch, KEY, "cut").body()).isEqualTo(first.body());
        assertThat(http.get(COUNTERS + "/query").body().size()).as("none is added again").isEqualTo(2);
        assertThat(counters(http.put(COUNTERS, counter("\"os\": \"linux\"", 1)))).isEqualTo(3);
    }

    @Test
    void what_was_refused_stays_refused_for_its_key_and_a_wait_that_ran_out_decided_nothing() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        http.put(COUNTERS, counter(MAIN, 1));
        assertThat(http.post(RULES, rule("builds", ANY_BRANCH, 1), KEY, "k1").status()).isEqualTo(409);
        Answer refused = http.put(COUNTERS + "?wait=0", counter(MAIN, 1), KEY, "k2");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(http.put(COUNTERS + "?wait=1ms", counter(MAIN, 1), KEY, "k3").status()).isEqualTo(409);
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(http.put(COUNTERS + "?wait=0", counter(MAIN, 1), KEY, "k2").body()).isEqualTo(refused.body());
        assertThat(http.put(COUNTERS, counter(MAIN, 1), KEY, "k2").body()).isEqualTo(refused.body());
        assertThat(http.put(COUNTERS + "?wait=30s", counter(MAIN, 1), KEY, "k3").status()).isEqualTo(200);
        http.delete(RULES + "/builds");
        assertThat(http.post(RULES, rule("builds", ANY_BRANCH, 1), KEY, "k1").status()).isEqualTo(409);
    }

    @Test
    void who_asks_once_with_the_key_of_a_call_in_line_ends_its_wait_and_both_are_told_the_same_for_good() {
        for (String once : List.of(COUNTERS, COUNTERS + "?wait=0")) {
            CompletableFuture<Answer> waiting = inLine(once);
            Answer told = http.put(once, counter(MAIN, 1), KEY, once);
            assertThat(told.status()).isEqualTo(409);
            assertThat(told.text("/Rule")).isEqualTo("builds");
            assertThat(told.number("/Limit")).isEqualTo(1);
            assertThat(told.number("/Count")).isEqualTo(1);
            assertThat(Http.await(waiting).body()).isEqualTo(told.body());
            http.put(COUNTERS, counter(MAIN, -1));
            assertThat(http.put(COUNTERS + "?wait=1m", counter(MAIN, 1), KEY, once).body()).as("one decision").isEqualTo(told.body());
            assertThat(http.get(COUNTERS + "/query").body().isEmpty()).as("nobody was let in").isTrue();
        }
    }

    @Test
    void who_is_told_no_while_an_earlier_try_stands_in_line_for_nobody_is_not_let_in_by_that_try() {
        fullRule();
        Connection deadButNotKnownToBe = http.connect().write("PUT " + COUNTERS + "?wait=1m HTTP/1.1\r\nHost: test\r\nIdempotency-Key: gone\r\nContent-Length: "
                + counter(MAIN, 1).length() + "\r\n\r\n" + counter(MAIN, 1));
        limiter.events().await(LimiterEvent.Queued.class);
        assertThat(http.put(COUNTERS + "?wait=1ms", counter(MAIN, 1), KEY, "gone").status()).isEqualTo(409);
        assertThat(http.put(COUNTERS, counter(MAIN, 1), KEY, "gone").status()).isEqualTo(409);
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(deadButNotKnownToBe.read()).startsWith("HTTP/1.1 409");
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).as("nobody was let in").isTrue();
    }

    @Test
    void who_waits_less_long_with_the_key_of_a_call_in_line_leaves_it_there() {
        CompletableFuture<Answer> waiting = inLine("shorter");
        Answer shorter = http.put(COUNTERS + "?wait=1ms", counter(MAIN, 1), KEY, "shorter");
        assertThat(shorter.status()).isEqualTo(409);
        assertThat(shorter.text("/Rule")).isEqualTo("builds");
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(Http.await(waiting).status()).isEqualTo(200);
    }

    private void fullRule() {
        limiter.events().clear();
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        http.put(COUNTERS, counter(MAIN, 1));
    }

    private CompletableFuture<Answer> inLine(String key) {
        fullRule();
        CompletableFuture<Answer> waiting = http.calling("PUT", COUNTERS + "?wait=1m", counter(MAIN, 1), KEY, key);
        limiter.events().await(LimiterEvent.Queued.class);
        return waiting;
    }
}
