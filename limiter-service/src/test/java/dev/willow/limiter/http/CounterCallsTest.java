package dev.willow.limiter.http;

import static dev.willow.limiter.http.Answers.counters;
import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.DEV;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every call on counters and leases, with every answer.
class CounterCallsTest extends LimiterTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String RULES = "/v1/limiter/rules";

    @Test
    void counter_is_added_to_and_subtracted_from() {
        Answer added = http.put(COUNTERS, counter(MAIN, 3));
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.body().at("/Spec").toString()).isEqualTo(
                "{\"DBDefinition\":{\"KeyValues\":{\"branch\":{\"Type\":13,\"Data\":\"main\"}}},\"Properties\":{\"Counters\":3}}");
        assertThat(added.text("/State/ID")).isNotEmpty();
        assertThat(counters(http.put(COUNTERS, counter(MAIN, -1)))).isEqualTo(2);
        assertThat(counters(http.put(COUNTERS, counter(MAIN, -5)))).isZero();
        assertThat(http.put(COUNTERS, counter(MAIN, -5)).status()).isEqualTo(200);
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
    }

    @Test
    void reached_limit_is_409_with_the_rule_its_limit_the_sum_and_the_group() {
        http.post(RULES, rule("builds", ANY_BRANCH, 2));
        http.put(COUNTERS, counter(MAIN + ", \"os\": \"linux\"", 2));
        Answer refused = http.put(COUNTERS, counter(MAIN, 1));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.kind()).isEqualTo("limit-reached");
        assertThat(refused.text("/Rule")).isEqualTo("builds");
        assertThat(refused.body().has("Override")).isFalse();
        assertThat(refused.number("/Limit")).isEqualTo(2);
        assertThat(refused.number("/Count")).isEqualTo(2);
        assertThat(refused.body().at("/Group").toString()).isEqualTo("{\"branch\":{\"Type\":13,\"Data\":\"main\"}}");
        assertThat(refused.text("/Message")).isEqualTo(refused.text("/detail")).contains("builds");
        assertThat(http.put(COUNTERS, counter(DEV, 2)).status()).isEqualTo(200);
    }

    @Test
    void override_paused_rule_and_zero_limit_are_named() {
        http.post(RULES, rule("builds", ANY_BRANCH, 0));
        http.post(RULES + "/builds/overrides", rule("main", MAIN, -1));
        assertThat(http.put(COUNTERS, counter(DEV, 1)).kind()).isEqualTo("limit-zero");
        assertThat(http.put(COUNTERS, counter(MAIN, 100)).status()).isEqualTo(200);
        http.put(RULES + "/builds/overrides/main", "{\"Paused\": true}");
        Answer paused = http.put(COUNTERS, counter(MAIN, 1));
        assertThat(paused.kind()).isEqualTo("rule-paused");
        assertThat(paused.text("/Override")).isEqualTo("main");
        assertThat(paused.number("/Limit")).isEqualTo(-1);
    }

    @Test
    void set_asks_no_rules() {
        http.post(RULES, rule("builds", ANY_BRANCH, 0));
        assertThat(counters(http.put(COUNTERS + "/set", counter(MAIN, 7)))).isEqualTo(7);
        assertThat(counters(http.put(COUNTERS + "/set", counter(MAIN, 0)))).isZero();
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
    }

    @Test
    void batch_answers_each_entry_in_order_and_independently() {
        http.post(RULES, rule("builds", ANY_BRANCH, 2));
        Answer answer = http.put(COUNTERS + "/batch", "[" + String.join(",", List.of(
                counter(MAIN, 2), counter(MAIN, 1), counter(DEV, 1), counter(DEV, 0),
                "{\"Spec\": 5}", leased(DEV, 1, "x"), leased(DEV, 1, "x"), counter(MAIN, -2), counter("\"os\": {\"Type\": 1024}", 1))) + "]");
        assertThat(answer.status()).isEqualTo(200);
        int[] expected = {200, 409, 200, 400, 400, 200, 200, 200, 400};
        assertThat(answer.body().size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++)
            assertThat(answer.number("/" + i + "/Status")).as("entry %d: %s", i, answer.body().get(i)).isEqualTo(expected[i]);
        assertThat(answer.number("/0/Result/Spec/Properties/Counters")).isEqualTo(2);
        assertThat(answer.text("/1/Problem/Rule")).isEqualTo("builds");
        assertThat(answer.text("/3/Problem/Field")).isEqualTo("$[3].Spec.Properties.Counters");
        assertThat(answer.text("/4/Problem/Field")).startsWith("$[4].Spec");
        assertThat(answer.number("/6/Result/Spec/Properties/Counters")).isEqualTo(2);
        assertThat(http.put(COUNTERS + "/batch", "[]").body().toString()).isEqualTo("[]");
    }

    @Test
    void backed_changes_are_answered_without_counters_which_their_owner_has_an_account_of() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        Answer answer = http.put(COUNTERS + "/batch?backed=true", "[" + String.join(",", List.of(
                leased(MAIN, 1, "x"), leased(MAIN, 1, "y"), leased(MAIN, -1, "x"), leased(DEV, 0, "z"))) + "]");
        assertThat(answer.body().get(0).toString()).isEqualTo("{\"Status\":200}");
        assertThat(answer.text("/1/Problem/Rule")).isEqualTo("builds");
        assertThat(answer.body().get(2).toString()).isEqualTo("{\"Status\":200}");
        assertThat(answer.text("/3/Problem/Field")).isEqualTo("$[3].Spec.Properties.Counters");
    }

    @Test
    void batch_tells_which_keys_decide_about_a_refusal() {
        http.post(RULES, rule("builds", ANY_BRANCH, 0));
        String one = "[" + counter(MAIN + ", \"os\": \"linux\"", 1) + "]";
        assertThat(http.put(COUNTERS + "/batch", one).body().at("/0/Problem/DecidedBy").toString()).isEqualTo("[\"branch\"]");
        http.post(RULES + "/builds/overrides", rule("mac", ANY_BRANCH + ", \"os\": \"mac\"", 0));
        http.post(RULES + "/builds/overrides", rule("dev", DEV, 0));
        assertThat(http.put(COUNTERS + "/batch", one).body().at("/0/Problem/DecidedBy").toString()).isEqualTo("[\"branch\",\"os\"]");
        Answer byOverride = http.put(COUNTERS + "/batch", "[" + counter(DEV + ", \"os\": \"linux\"", 1) + "]");
        assertThat(byOverride.text("/0/Problem/Override")).isEqualTo("dev");
        assertThat(byOverride.body().at("/0/Problem/DecidedBy").toString()).isEqualTo("[\"branch\"]");
        http.delete(RULES + "/builds/overrides/mac");
        assertThat(http.put(COUNTERS + "/batch", one).body().at("/0/Problem/DecidedBy").toString()).isEqualTo("[\"branch\"]");
    }

    @Test
    void counters_are_found_by_query_with_all_their_leases() {
        http.put(COUNTERS, leased(MAIN, 1, "x"));
        http.put(COUNTERS, leased(MAIN, 2, "y"));
        http.put(COUNTERS, counter(MAIN, 4));
        http.put(COUNTERS, counter(DEV, 1));
        for (String method : List.of("GET", "POST")) {
            assertThat(http.call(method, COUNTERS + "/query", null).body().size()).isEqualTo(2);
            Answer found = http.call(method, COUNTERS + "/query", "{\"Selections\": {\"KeyValues\": {\"branch\": \"main\"}}}");
            assertThat(found.number("/0/Spec/Properties/Counters")).isEqualTo(7);
            assertThat(found.body().at("/0/State/Leases").toString()).isEqualTo("[\"x\",\"y\"]");
        }
        Answer page = http.post(COUNTERS + "/query", "{\"Limit\": 1}");
        assertThat(page.body().size()).isEqualTo(1);
        assertThat(page.header("X-Next-Cursor")).isPresent();
    }

    @Test
    void leases_are_compared_by_a_digest_of_those_in_the_counters_that_match() {
        String digests = "/v1/limiter/leases/digest";
        Answer none = http.post(digests, null);
        assertThat(none.body().toString()).isEqualTo("{\"Leases\":0,\"Digest\":\"0000000000000000\",\"Run\":1}");
        http.put(COUNTERS, leased(MAIN, 1, "x"));
        http.put(COUNTERS, leased(MAIN, 2, "y"));
        Answer ofMain = http.post(digests, null);
        assertThat(ofMain.number("/Leases")).isEqualTo(2);
        http.put(COUNTERS, counter(MAIN, 4));
        assertThat(http.post(digests, "{}").body()).as("what is no lease does not count").isEqualTo(ofMain.body());

        http.put(COUNTERS, leased(DEV, 1, "x"));
        assertThat(http.post(digests, null).number("/Leases")).isEqualTo(3);
        assertThat(http.post(digests, "{\"Selections\": {\"KeyValues\": {\"branch\": \"main\"}}}").body()).isEqualTo(ofMain.body());
        http.put(COUNTERS, leased(MAIN, -1, "y"));
        assertThat(http.post(digests, null).text("/Digest")).as("as many, but others").isNotEqualTo(ofMain.text("/Digest"));

        http.put(COUNTERS, leased(DEV, -1, "x"));
        http.put(COUNTERS, leased(MAIN, 2, "y"));
        assertThat(http.post(digests, null).body()).as("the same again").isEqualTo(ofMain.body());
    }

    @Test
    void counters_come_in_pages_and_in_order() {
        for (String os : List.of("c", "a", "b")) http.put(COUNTERS, counter("\"os\": \"" + os + "\"", 1));
        http.put(COUNTERS, counter("\"os\": 7", 1)); // numbers come before texts
        http.put(COUNTERS, counter(MAIN, 1));
        String page = "{\"Limit\": 2, \"OrderBy\": {\"Key\": \"os\", \"Direction\": \"descending\"}%s}";
        StringBuilder seen = new StringBuilder();
        for (String after = ""; after != null;) {
            Answer answer = http.post(COUNTERS + "/query", page.formatted(after));
            for (var each : answer.body()) seen.append(each.at("/Spec/DBDefinition/KeyValues/os/Data").asString("-"));
            after = answer.header("X-Next-Cursor").map(cursor -> ", \"After\": \"" + cursor + "\"").orElse(null);
        }
        assertThat(seen.toString()).isEqualTo("cba7-");
    }

    @Test
    void lease_is_added_once_removed_once_and_kept_by_heartbeats() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        Answer first = http.put(COUNTERS, leased(MAIN, 1, "x", "10s"));
        assertThat(first.body().at("/State/Leases").toString()).isEqualTo("[\"x\"]");
        assertThat(counters(http.put(COUNTERS, leased(MAIN, 1, "x", "10s")))).isEqualTo(1);
        limiter.advance(Duration.ofSeconds(8));
        assertThat(http.post("/v1/limiter/leases/heartbeat", "{\"IDs\": [\"x\", \"z\"]}").body().toString()).isEqualTo("[\"z\"]");
        limiter.advance(Duration.ofSeconds(8));
        assertThat(http.put(COUNTERS, leased(MAIN, 1, "y")).kind()).isEqualTo("limit-reached");
        limiter.advance(Duration.ofSeconds(2));
        assertThat(http.put(COUNTERS, leased(MAIN, 1, "y")).status()).isEqualTo(200);
        assertThat(counters(http.put(COUNTERS, leased(MAIN, -1, "x")))).isEqualTo(1);
        assertThat(counters(http.put(COUNTERS, leased(MAIN, -1, "y")))).isZero();
        assertThat(http.put(COUNTERS, leased(MAIN, -1, "y")).status()).isEqualTo(200);
    }

    @Test
    void lease_that_is_added_again_keeps_its_number_and_time_out_and_is_removed_whole() {
        http.put(COUNTERS, counter(MAIN, 1));
        assertThat(counters(http.put(COUNTERS, leased(MAIN, 3, "x", "10s")))).isEqualTo(4);
        assertThat(counters(http.put(COUNTERS, leased(MAIN, 7, "x", "0")))).as("added again").isEqualTo(4);
        limiter.advance(Duration.ofSeconds(10));
        assertThat(http.post("/v1/limiter/leases/heartbeat", "{\"IDs\": [\"x\"]}").body().toString()).as("its time-out is the first one").isEqualTo("[\"x\"]");
        http.put(COUNTERS, leased(MAIN, 3, "y"));
        assertThat(counters(http.put(COUNTERS, leased(MAIN, -1, "y")))).as("removed whole").isEqualTo(1);
        assertThat(counters(http.put(COUNTERS, leased(MAIN, -1, "y")))).as("removed once").isEqualTo(1);
    }

    @Test
    void lease_of_the_same_id_in_another_counter_counts_on_its_own_and_a_heartbeat_keeps_both() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        for (String branch : List.of(MAIN, DEV)) assertThat(counters(http.put(COUNTERS, leased(branch, 1, "x", "10s")))).isEqualTo(1);
        limiter.advance(Duration.ofSeconds(9));
        assertThat(http.post("/v1/limiter/leases/heartbeat", "{\"IDs\": [\"x\"]}").body().toString()).isEqualTo("[]");
        limiter.advance(Duration.ofSeconds(9));
        assertThat(http.get(COUNTERS + "/query").body().size()).as("both were kept").isEqualTo(2);
        assertThat(counters(http.put(COUNTERS, leased(MAIN, -1, "x")))).isZero();
        assertThat(http.put(COUNTERS, counter(DEV, 1)).kind()).as("the other is still there").isEqualTo("limit-reached");
    }

    @Test
    void time_out_of_a_lease_may_be_a_number_of_nanoseconds() {
        http.put(COUNTERS, leased(MAIN, 1, "x", "5s").replace("\"5s\"", "5000000000"));
        limiter.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(http.get(COUNTERS + "/query").body().size()).isEqualTo(1);
        limiter.advance(Duration.ofNanos(1));
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
    }

    @Test
    void request_id_goes_along_to_locker() {
        http.post(RULES, rule("builds", "\"traced\": {\"Type\": 1024}", 1));
        Answer added = http.put(COUNTERS, counter("\"traced\": \"a\"", 1), "X-Request-ID", "trace-7");
        assertThat(added.header("X-Request-ID")).contains("trace-7");
        assertThat(locker.calls("POST /v1/locks")).anyMatch(call -> "trace-7".equals(call.requestId()) && call.body().contains("traced"));
    }

    @Test
    void health_docs_and_metrics_are_there() {
        assertThat(http.get("/health").status()).isEqualTo(200);
        assertThat(http.get("/docs/openapi.json").body().at("/paths").has("/v1/limiter/counters/batch")).isTrue();
        assertThat(http.get("/actuator/prometheus").status()).isEqualTo(200);
    }
}
