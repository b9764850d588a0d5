package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.http.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong in itself is 400 with the path of the offender, and changes nothing.
class BadInputTest extends LimiterTest {
    private static final String RULES = "/v1/limiter/rules";
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String HEARTBEAT = "/v1/limiter/leases/heartbeat";
    private static final String EXPLAIN = "/v1/limiter/explain";

    /// @param field of the problem; for what is no JSON the empty text
    record Bad(String method, String path, String body, String field) {}

    static Stream<Bad> requests() {
        List<Bad> all = new ArrayList<>();
        for (String path : List.of(RULES, RULES + "/r/overrides")) {
            all.add(new Bad("POST", path, "{", ""));
            all.add(new Bad("POST", path, "[]", "$"));
            all.add(new Bad("POST", path, null, "$"));
            all.add(new Bad("POST", path, "{}", "$.Spec"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("\"Spec\"", "\"Other\": 1, \"Spec\""), "$.Other"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, -2), "$.Spec.Properties.Limit"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("1}", "1.5}"), "$.Spec.Properties.Limit"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("1}", "9223372036854775808}"), "$.Spec.Properties.Limit"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("1}", "\"one\"}"), "$.Spec.Properties.Limit"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("\"Limit\": 1", "\"Paused\": true"), "$.Spec.Properties.Limit"));
            all.add(new Bad("POST", path, rule("x", ANY_BRANCH, 1).replace("\"Limit\": 1", "\"Limit\": 1, \"Paused\": 1"), "$.Spec.Properties.Paused"));
            all.add(new Bad("POST", path, rule("", ANY_BRANCH, 1), "$.Spec.DBDefinition.Name"));
            all.add(new Bad("POST", path, rule("query", ANY_BRANCH, 1), "$.Spec.DBDefinition.Name"));
            all.add(new Bad("POST", path, rule("..", ANY_BRANCH, 1), "$.Spec.DBDefinition.Name"));
            all.add(new Bad("POST", path, rule("n".repeat(4097), ANY_BRANCH, 1), "$.Spec.DBDefinition.Name"));
            all.add(new Bad("POST", path, rule("x", "\"branch\": {\"Type\": 99}", 1), "$.Spec.DBDefinition.GroupByKeyValues.branch.Type"));
            all.add(new Bad("POST", path, rule("x", "\"branch\": {\"Type\": 1, \"Data\": \"256\"}", 1), "$.Spec.DBDefinition.GroupByKeyValues.branch.Data"));
            all.add(new Bad("POST", path, rule("x", "\"" + "k".repeat(257) + "\": \"v\"", 1), null));
        }
        for (String path : List.of(RULES + "/r", RULES + "/r/overrides/o")) {
            all.add(new Bad("PUT", path, "{\"Limit\": -2}", "$.Limit"));
            all.add(new Bad("PUT", path, "{\"Limit\": \"2x\"}", "$.Limit"));
            all.add(new Bad("PUT", path, "{\"Paused\": \"yes\"}", "$.Paused"));
            all.add(new Bad("PUT", path, "{\"limit\": 2}", "$.limit"));
            all.add(new Bad("PUT", path, null, "$"));
        }
        for (String path : List.of(COUNTERS, COUNTERS + "/set", EXPLAIN)) {
            String method = path.equals(EXPLAIN) ? "POST" : "PUT";
            all.add(new Bad(method, path, "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {}}, \"Properties\": {\"Counters\": 1}}}", "$.Spec.DBDefinition.KeyValues"));
            all.add(new Bad(method, path, counter(ANY_BRANCH, 1), null));
            all.add(new Bad(method, path, counter(MAIN, 1).replace("1}", "1.5}"), "$.Spec.Properties.Counters"));
            all.add(new Bad(method, path, counter(MAIN, 1).replace("1}", "99999999999999999999}"), "$.Spec.Properties.Counters"));
            all.add(new Bad(method, path, counter(MAIN, 1).replace("\"Counters\": 1", ""), "$.Spec.Properties.Counters"));
            all.add(new Bad(method, path, leased(MAIN, 1, ""), "$.Spec.Properties.Lease.ID"));
            all.add(new Bad(method, path, leased(MAIN, 1, "x", "-5"), "$.Spec.Properties.Lease.Timeout"));
            all.add(new Bad(method, path, leased(MAIN, 1, "x", "soon"), "$.Spec.Properties.Lease.Timeout"));
            all.add(new Bad(method, path, "{\"Spec\": null}", "$.Spec"));
        }
        all.add(new Bad("PUT", COUNTERS, counter(MAIN, 0), "$.Spec.Properties.Counters"));
        all.add(new Bad("PUT", COUNTERS, counter(MAIN, Long.MIN_VALUE), "$.Spec.Properties.Counters"));
        all.add(new Bad("PUT", COUNTERS + "?wait=soon", counter(MAIN, 1), "wait"));
        all.add(new Bad("PUT", COUNTERS + "?wait=6m", counter(MAIN, 1), "wait"));
        all.add(new Bad("PUT", COUNTERS + "?wait=-1", counter(MAIN, 1), "wait"));
        all.add(new Bad("PUT", COUNTERS + "/set", leased(MAIN, 1, "x"), "$.Spec.Properties.Lease"));
        all.add(new Bad("PUT", COUNTERS + "/batch", "{}", "$"));
        all.add(new Bad("PUT", COUNTERS + "/batch", "[" + "1,".repeat(1000) + "1]", "$"));
        all.add(new Bad("POST", EXPLAIN, counter(MAIN, 0), "$.Spec.Properties.Counters"));
        all.add(new Bad("POST", HEARTBEAT, "{}", "$.IDs"));
        all.add(new Bad("POST", HEARTBEAT, "{\"IDs\": [1]}", "$.IDs[0]"));
        all.add(new Bad("POST", HEARTBEAT, "{\"IDs\": \"x\"}", "$.IDs"));
        all.add(new Bad("GET", "/v1/limiter/room?after=1", null, "after"));
        all.add(new Bad("GET", "/v1/limiter/room?after=1-1&wait=x", null, "wait"));
        for (String path : List.of(RULES + "/query", RULES + "/r/overrides/query", COUNTERS + "/query")) {
            all.add(new Bad("POST", path, "{\"Limit\": 0}", "$.Limit"));
            all.add(new Bad("POST", path, "{\"Selections\": {\"KeyValues\": {\"a\": {\"Value\": \"x\", \"Comparison\": \"~\"}}}}", "$.Selections.KeyValues.a.Comparison"));
            all.add(new Bad("POST", path, "{\"Selections\": {\"Nothing\": 1}}", "$.Selections.Nothing"));
            all.add(new Bad("POST", path, "{\"After\": \"%%%\"}", "$.After"));
        }
        for (String path : List.of(RULES + "/match", RULES + "/r/overrides/match")) {
            all.add(new Bad("POST", path, "{\"KeyValues\": 1}", "$.KeyValues"));
            all.add(new Bad("POST", path, "{\"MinNumberOfPermutationKeyValues\": -1}", "$.MinNumberOfPermutationKeyValues"));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void is_400_with_the_path_of_what_is_wrong(Bad bad) {
        http.post(RULES, rule("r", "\"repo\": \"a\"", 1));
        http.post(RULES + "/r/overrides", rule("o", "\"repo\": \"a\", \"os\": \"b\"", 1));
        http.put(COUNTERS, counter("\"some\": \"thing\"", 1));
        List<Object> before = everything();
        Answer answer = http.call(bad.method, bad.path, bad.body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        if (bad.field == null) assertThat(answer.text("/Field")).startsWith("$.Spec.DBDefinition");
        else if (bad.field.isEmpty()) assertThat(answer.kind()).isEqualTo("malformed-json");
        else assertThat(answer.text("/Field")).isEqualTo(bad.field);
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void other_content_types_are_415(String path) {
        assertThat(http.put(path, "x", "Content-Type", "text/plain").status()).isEqualTo(415);
    }

    static Stream<String> paths() {
        return Stream.of(COUNTERS, COUNTERS + "/set", COUNTERS + "/batch", RULES + "/r");
    }

    private List<Object> everything() {
        return List.of(http.get(RULES + "/query").body(), http.get(COUNTERS + "/query").body());
    }
}
