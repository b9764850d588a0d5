package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.input.Problems;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much a caller may ask for at most, and names, ids and headers of every kind.
class LimitsTest extends LimiterTest {
    private static final String RULES = "/v1/limiter/rules";
    private static final String COUNTERS = "/v1/limiter/counters";

    @Test
    void a_set_has_at_most_64_keys() {
        assertThat(http.post(RULES, rule("r", keys(64), 1)).status()).isEqualTo(201);
        assertThat(http.put(COUNTERS, counter(keys(64), 1)).status()).isEqualTo(200);
        refused(http.post(RULES, rule("s", keys(65), 1)), "$.Spec.DBDefinition.GroupByKeyValues");
        refused(http.post(RULES + "/r/overrides", rule("s", keys(65), 1)), "$.Spec.DBDefinition.GroupByKeyValues");
        refused(http.put(COUNTERS, counter(keys(65), 1)), "$.Spec.DBDefinition.KeyValues");
        refused(http.put(COUNTERS + "/set", counter(keys(65), 1)), "$.Spec.DBDefinition.KeyValues");
        refused(http.post("/v1/limiter/explain", counter(keys(65), 1)), "$.Spec.DBDefinition.KeyValues");
        Answer batch = http.put(COUNTERS + "/batch", "[" + counter(keys(65), 1) + "," + counter(MAIN, 1) + "]");
        assertThat(batch.text("/0/Problem/Field")).isEqualTo("$[0].Spec.DBDefinition.KeyValues");
        assertThat(batch.number("/1/Status")).isEqualTo(200);
    }

    @Test
    void a_batch_has_at_most_1000_entries() {
        String entry = counter(MAIN, 1);
        assertThat(http.put(COUNTERS + "/batch", "[" + String.join(",", Collections.nCopies(1_000, entry)) + "]").body().size())
                .isEqualTo(1_000);
        refused(http.put(COUNTERS + "/batch", "[" + String.join(",", Collections.nCopies(1_001, entry)) + "]"), "$");
    }

    @Test
    void a_heartbeat_names_at_most_1000_leases() {
        assertThat(http.post("/v1/limiter/leases/heartbeat", ids(1_000)).body().size()).isEqualTo(1_000);
        refused(http.post("/v1/limiter/leases/heartbeat", ids(1_001)), "$.IDs");
    }

    /// The reader stops there, as it does where the JSON is malformed, and does not get to the entries behind.
    @Test
    void an_entry_that_is_nested_too_deep_refuses_the_batch_as_a_whole() {
        String deep = "[".repeat(100) + "]".repeat(100);
        Answer refused = http.put(COUNTERS + "/batch", "[" + counter(MAIN, 1) + "," + deep + "," + counter(MAIN, 1) + "]");
        Problems.check(refused, 400);
        assertThat(refused.kind()).isEqualTo("malformed-json");
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
    }

    @Test
    void a_query_is_nested_at_most_16_deep_and_has_at_most_256_terms() {
        for (String path : new String[] {RULES + "/query", COUNTERS + "/query"}) {
            assertThat(http.post(path, nested(16)).status()).isEqualTo(200);
            Problems.check(http.post(path, nested(17)), 400);
            assertThat(http.post(path, terms(256)).status()).isEqualTo(200);
            Problems.check(http.post(path, terms(257)), 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a/b", "/", "//", "a//b", "a/../b", "a/.", "50%", "%2e", "größe", "a?b#c", "x;y", "a\\b", "...", " a ", "+", "a+b", "ä\u0308", "😀", "a&b=c",
        "'; --", "{Name}", "overrides", "rules", "null"
    })
    void a_name_that_is_taken_works_percent_encoded_for_rules_and_overrides(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        String json = name.replace("\\", "\\\\");
        assertThat(http.post(RULES, rule(json, ANY_BRANCH, 1)).status()).isEqualTo(201);
        String path = RULES + "/" + encoded;
        assertThat(http.get(path).text("/Spec/DBDefinition/Name")).isEqualTo(name);
        assertThat(http.post(path + "/overrides", rule(json, MAIN, 1)).status()).isEqualTo(201);
        assertThat(http.get(path + "/overrides/" + encoded).text("/Spec/DBDefinition/Name")).isEqualTo(name);
        assertThat(http.put(path + "/overrides/" + encoded, "{\"Limit\": 3}").number("/Spec/Properties/Limit")).isEqualTo(3);
        assertThat(http.delete(path + "/overrides/" + encoded).status()).isEqualTo(204);
        assertThat(http.put(path, "{\"Limit\": 3}").number("/Spec/Properties/Limit")).isEqualTo(3);
        assertThat(http.delete(path).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "%0d%0aX: y", "..%2f..", "%F0%9F%98%80", "%ed%a0%80", "'%20OR%201=1", "%25", "a%2Fb", "{}"})
    void a_name_that_nobody_gave_is_unknown_whatever_it_looks_like(String name) {
        http.post(RULES, rule("r", ANY_BRANCH, 1));
        String encoded = name.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20");
        for (String path : new String[] {RULES + "/" + encoded, RULES + "/r/overrides/" + encoded, RULES + "/" + encoded + "/overrides/o"}) {
            checkUnknown(http.get(path));
            checkUnknown(http.put(path, "{}"));
            checkUnknown(http.delete(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb"})
    void a_wrong_idempotency_key_is_refused_and_nothing_is_done(String key) {
        refused(http.put(COUNTERS, counter(MAIN, 1), "Idempotency-Key", key), "Idempotency-Key");
        refused(http.put(COUNTERS + "/batch", "[" + leased(MAIN, 1, "x") + "]", "Idempotency-Key", "x".repeat(129)), "Idempotency-Key");
        refused(http.post(RULES, rule("r", ANY_BRANCH, 1), "Idempotency-Key", key), "Idempotency-Key");
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
        assertThat(http.get(RULES + "/query").body().isEmpty()).isTrue();
    }

    private static void checkUnknown(Answer answer) {
        String what = answer.raw().uri() + ": " + answer.raw().body();
        assertThat(answer.status()).as(what).isIn(404, 400); // 400 is the server's, for what is no path
        assertThat(answer.kind()).as(what).isIn("unknown-rule", "unknown-override", "invalid-request");
    }

    private static void refused(Answer answer, String field) {
        Problems.check(answer, 400);
        assertThat(answer.text("/Field")).isEqualTo(field);
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(key -> "\"k" + key + "\": 1").collect(Collectors.joining(", "));
    }

    private static String ids(int count) {
        return "{\"IDs\": [" + IntStream.range(0, count).mapToObj(id -> "\"x" + id + "\"").collect(Collectors.joining(", ")) + "]}";
    }

    private static String nested(int depth) {
        return "{\"OR\": [".repeat(depth) + "{}" + "]}".repeat(depth);
    }

    private static String terms(int count) {
        return "{\"OR\": [" + IntStream.range(0, count)
                .mapToObj(number -> "{\"Selections\": {\"KeyValues\": {\"k\": " + number + "}}}").collect(Collectors.joining(", ")) + "]}";
    }
}
