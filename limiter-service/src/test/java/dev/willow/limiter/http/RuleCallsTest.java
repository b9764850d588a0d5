package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Every call on rules and overrides, with every answer.
class RuleCallsTest extends LimiterTest {
    private static final String RULES = "/v1/limiter/rules";

    @Test
    void rule_is_created_looked_at_changed_and_deleted() {
        Answer created = http.post(RULES, rule("limit branch builds", ANY_BRANCH + ", \"repo\": \"willow\"", 3));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/Spec/DBDefinition/Name")).isEqualTo("limit branch builds");
        assertThat(created.body().at("/Spec/DBDefinition/GroupByKeyValues").toString())
                .isEqualTo("{\"branch\":{\"Type\":1024},\"repo\":{\"Type\":13,\"Data\":\"willow\"}}");
        assertThat(created.number("/Spec/Properties/Limit")).isEqualTo(3);
        assertThat(created.body().at("/Spec/Properties/Paused").asBoolean()).isFalse();
        assertThat(created.body().at("/State/Overrides").isEmpty()).isTrue();
        String id = created.text("/State/ID");
        String path = RULES + "/limit%20branch%20builds";
        assertThat(http.get(path).body()).isEqualTo(created.body());
        assertThat(http.get(RULES + "/" + id).body()).isEqualTo(created.body());
        Answer paused = http.put(path, "{\"Paused\": true}");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().at("/Spec/Properties").toString()).isEqualTo("{\"Limit\":3,\"Paused\":true}");
        assertThat(http.put(path, "{\"Limit\": -1}").body().at("/Spec/Properties").toString())
                .isEqualTo("{\"Limit\":-1,\"Paused\":true}");
        assertThat(http.delete(path).status()).isEqualTo(204);
        assertThat(http.delete(path).status()).isEqualTo(404);
        assertThat(http.get(path).kind()).isEqualTo("unknown-rule");
        assertThat(http.put(path, "{}").kind()).isEqualTo("unknown-rule");
    }

    @Test
    void rule_without_a_name_is_called_by_its_id() {
        Answer created = http.post(RULES, """
                {"Spec": {"DBDefinition": {"GroupByKeyValues": {"branch": {"Type": 1024}}}, "Properties": {"Limit": 1}}}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/Spec/DBDefinition/Name")).isEqualTo(created.text("/State/ID")).isNotEmpty();
    }

    @Test
    void names_may_hold_anything_that_can_be_percent_encoded() {
        for (String[] name : new String[][] {
            {"a/b", "a%2Fb"}, {"50%", "50%25"}, {"größe", "gr%C3%B6%C3%9Fe"}, {"a?b#c", "a%3Fb%23c"}, {"x;y", "x%3By"}
        }) {
            assertThat(http.post(RULES, rule(name[0], ANY_BRANCH, 1)).status()).as(name[0]).isEqualTo(201);
            assertThat(http.get(RULES + "/" + name[1]).text("/Spec/DBDefinition/Name")).isEqualTo(name[0]);
            assertThat(http.delete(RULES + "/" + name[1]).status()).as(name[0]).isEqualTo(204);
        }
    }

    @Test
    void names_and_groups_in_use_are_409() {
        http.post(RULES, rule("a", ANY_BRANCH, 1));
        assertThat(http.post(RULES, rule("a", "\"os\": \"linux\"", 1)).kind()).isEqualTo("name-in-use");
        Answer sameGroup = http.post(RULES, rule("b", ANY_BRANCH, 1));
        assertThat(sameGroup.status()).isEqualTo(409);
        assertThat(sameGroup.kind()).isEqualTo("group-in-use");
        assertThat(sameGroup.text("/Name")).isEqualTo("a");
    }

    @Test
    void rule_may_be_created_paused_and_a_change_of_one_property_keeps_the_other() {
        String paused = """
                {"Spec": {"DBDefinition": {"Name": "p", "GroupByKeyValues": {%s}}, "Properties": {"Limit": 4, "Paused": true}}}""";
        assertThat(http.post(RULES, paused.formatted(ANY_BRANCH)).status()).isEqualTo(201);
        assertThat(http.post(RULES + "/p/overrides", paused.formatted(ANY_BRANCH + ", \"os\": 1")).status()).isEqualTo(201);
        for (String path : List.of(RULES + "/p", RULES + "/p/overrides/p")) {
            assertThat(properties(http.put(path, "{}"))).isEqualTo("{\"Limit\":4,\"Paused\":true}");
            assertThat(properties(http.put(path, "{\"Limit\": 5}"))).isEqualTo("{\"Limit\":5,\"Paused\":true}");
            assertThat(properties(http.put(path, "{\"Paused\": false}"))).isEqualTo("{\"Limit\":5,\"Paused\":false}");
            assertThat(properties(http.get(path))).isEqualTo("{\"Limit\":5,\"Paused\":false}");
        }
    }

    @Test
    void rule_that_is_deleted_takes_its_overrides_along() {
        http.post(RULES, rule("r", ANY_BRANCH, 1));
        http.post(RULES + "/r/overrides", rule("o", "\"branch\": \"main\"", 0));
        http.delete(RULES + "/r");
        assertThat(http.put("/v1/limiter/counters", Bodies.counter(Bodies.MAIN, 1)).status()).isEqualTo(200);
        assertThat(http.get(RULES + "/r/overrides/o").kind()).isEqualTo("unknown-rule");
        assertThat(http.post(RULES, rule("r", ANY_BRANCH, 2)).body().at("/State/Overrides").isEmpty()).isTrue();
        assertThat(http.get(RULES + "/r/overrides/o").kind()).isEqualTo("unknown-override");
        assertThat(http.put("/v1/limiter/counters", Bodies.counter(Bodies.MAIN, 1)).status()).as("the new rule counts what is there").isEqualTo(200);
        assertThat(http.put("/v1/limiter/counters", Bodies.counter(Bodies.MAIN, 1)).text("/Rule")).isEqualTo("r");
    }

    private static String properties(Answer answer) {
        return answer.body().at("/Spec/Properties").toString();
    }

    @Test
    void override_is_created_looked_at_changed_and_deleted() {
        http.post(RULES, rule("a b", ANY_BRANCH, 1));
        String overrides = RULES + "/a%20b/overrides";
        Answer created = http.post(overrides, rule("main/linux", "\"branch\": \"main\", \"os\": {\"Type\": 1024}", 5));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/Spec/DBDefinition/Name")).isEqualTo("main/linux");
        String id = created.text("/State/ID");
        assertThat(http.get(overrides + "/main%2Flinux").body()).isEqualTo(created.body());
        assertThat(http.get(overrides + "/" + id).body()).isEqualTo(created.body());
        assertThat(http.get(RULES + "/a%20b").body().at("/State/Overrides/0")).isEqualTo(created.body());
        assertThat(http.put(overrides + "/" + id, "{\"Limit\": 0}").number("/Spec/Properties/Limit")).isZero();
        assertThat(http.delete(overrides + "/main%2Flinux").status()).isEqualTo(204);
        assertThat(http.delete(overrides + "/" + id).kind()).isEqualTo("unknown-override");
        assertThat(http.get(overrides + "/" + id).kind()).isEqualTo("unknown-override");
        assertThat(http.put(overrides + "/" + id, "{}").status()).isEqualTo(404);
    }

    @Test
    void overrides_of_a_rule_that_is_not_there_are_404() {
        String overrides = RULES + "/nothing/overrides";
        assertThat(http.post(overrides, rule("a", ANY_BRANCH, 1)).kind()).isEqualTo("unknown-rule");
        assertThat(http.get(overrides + "/a").kind()).isEqualTo("unknown-rule");
        assertThat(http.put(overrides + "/a", "{}").kind()).isEqualTo("unknown-rule");
        assertThat(http.delete(overrides + "/a").kind()).isEqualTo("unknown-rule");
        assertThat(http.get(overrides + "/query").kind()).isEqualTo("unknown-rule");
        assertThat(http.post(overrides + "/match", "{}").kind()).isEqualTo("unknown-rule");
    }

    @Test
    void override_that_does_not_fit_its_rule_is_400_and_one_in_use_409() {
        http.post(RULES, rule("a", ANY_BRANCH + ", \"os\": \"linux\"", 1));
        String overrides = RULES + "/a/overrides";
        Answer lacking = http.post(overrides, rule("x", "\"branch\": \"main\"", 1));
        assertThat(lacking.status()).isEqualTo(400);
        assertThat(lacking.text("/Field")).isEqualTo("$.Spec.DBDefinition.GroupByKeyValues");
        Answer never = http.post(overrides, rule("x", "\"branch\": \"main\", \"os\": \"mac\"", 1));
        assertThat(never.text("/Field")).isEqualTo("$.Spec.DBDefinition.GroupByKeyValues.os");
        assertThat(http.post(overrides, rule("x", "\"branch\": \"main\", \"os\": \"linux\"", 1)).status()).isEqualTo(201);
        assertThat(http.post(overrides, rule("x", "\"branch\": \"dev\", \"os\": \"linux\"", 1)).kind()).isEqualTo("name-in-use");
        assertThat(http.post(overrides, rule("y", "\"branch\": \"main\", \"os\": \"linux\"", 1)).kind()).isEqualTo("group-in-use");
    }

    @Test
    void rules_and_overrides_are_found_by_query_and_match_with_either_method() {
        http.post(RULES, rule("any", ANY_BRANCH, 1));
        http.post(RULES, rule("main", "\"branch\": \"main\"", 1));
        http.post(RULES, rule("os", "\"os\": \"linux\", " + ANY_BRANCH, 1));
        http.post(RULES + "/any/overrides", rule("dev", "\"branch\": \"dev\"", 1));
        for (String method : List.of("GET", "POST")) {
            assertThat(names(http.call(method, RULES + "/query", null))).containsExactlyInAnyOrder("any", "main", "os");
            assertThat(names(http.call(method, RULES + "/query", "{\"Selections\": {\"KeyValues\": {\"branch\": \"main\"}}}")))
                    .containsExactly("main");
            assertThat(names(http.call(method, RULES + "/match", "{\"KeyValues\": {\"branch\": {\"Value\": \"main\"}}}")))
                    .containsExactlyInAnyOrder("any", "main");
            assertThat(names(http.call(method, RULES + "/any/overrides/query", "{}"))).containsExactly("dev");
            assertThat(names(http.call(method, RULES + "/any/overrides/match", "{\"KeyValues\": {\"branch\": {\"Value\": \"main\"}}}")))
                    .isEmpty();
            assertThat(names(http.call(method, RULES + "/any/overrides/match", "{\"KeyValues\": {\"branch\": {\"Value\": \"dev\"}}}")))
                    .containsExactly("dev");
        }
    }

    @Test
    void lookups_come_in_pages() {
        for (String branch : List.of("a", "b", "c", "d", "e"))
            http.post(RULES, rule(branch, "\"branch\": \"" + branch + "\"", 1));
        String page = "{\"Limit\": 2, \"OrderBy\": {\"Key\": \"branch\", \"Direction\": \"descending\"}%s}";
        Answer first = http.post(RULES + "/query", page.formatted(""));
        assertThat(names(first)).containsExactly("e", "d");
        Answer second = http.post(RULES + "/query", page.formatted(", \"After\": \"" + first.header("X-Next-Cursor").orElseThrow() + "\""));
        assertThat(names(second)).containsExactly("c", "b");
        Answer last = http.post(RULES + "/query", page.formatted(", \"After\": \"" + second.header("X-Next-Cursor").orElseThrow() + "\""));
        assertThat(names(last)).containsExactly("a");
        assertThat(last.header("X-Next-Cursor")).isEmpty();
        Answer matched = http.post(RULES + "/match", "{\"KeyValues\": {\"branch\": {\"Value\": {\"Type\": 1024}}}, \"Limit\": 4}");
        assertThat(names(matched)).hasSize(4);
        assertThat(matched.header("X-Next-Cursor")).isPresent();
        assertThat(http.post(RULES + "/query", "{\"After\": \"damaged!\"}").text("/Field")).isEqualTo("$.After");
    }

    @Test
    void overrides_come_in_pages_and_in_order_and_those_without_the_key_last() {
        http.post(RULES, rule("r", ANY_BRANCH, 1));
        String overrides = RULES + "/r/overrides";
        http.post(overrides, rule("none", "\"branch\": \"z\"", 1));
        http.post(overrides, rule("any", ANY_BRANCH + ", \"os\": {\"Type\": 1024}", 1));
        for (String os : List.of("b", "a", "c")) http.post(overrides, rule(os, ANY_BRANCH + ", \"os\": \"" + os + "\"", 1));
        String page = "{\"Limit\": 2, \"OrderBy\": {\"Key\": \"os\", \"Direction\": \"ascending\"}%s}";
        List<String> seen = new ArrayList<>();
        Answer next = http.post(overrides + "/query", page.formatted(""));
        while (next.header("X-Next-Cursor").isPresent()) {
            assertThat(names(next)).hasSize(2);
            seen.addAll(names(next));
            next = http.post(overrides + "/query", page.formatted(", \"After\": \"" + next.header("X-Next-Cursor").get() + "\""));
        }
        seen.addAll(names(next));
        assertThat(seen).containsExactly("a", "b", "c", "any", "none");
    }

    private static List<String> names(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(each -> each.at("/Spec/DBDefinition/Name").asString()).toList();
    }
}
