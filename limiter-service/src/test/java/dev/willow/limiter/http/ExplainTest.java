package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.DEV;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Explain says of each limit that applies what it makes of an addition and what would have to change, and changes nothing.
class ExplainTest extends LimiterTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String RULES = "/v1/limiter/rules";
    private static final String EXPLAIN = "/v1/limiter/explain";

    /// One rule, "builds", two builds on the branch, and the addition that is explained.
    @ParameterizedTest(name = "limit {0}, paused {1}, {2} more")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
             3 | false | 1 | fits          | ""
             2 | false | 1 | limit-reached | 1 of the group would have to be given back, or the limit of the rule 'builds' would have to be raised to at least 3
             4 | false | 3 | limit-reached | 1 of the group would have to be given back, or the limit of the rule 'builds' would have to be raised to at least 5
             4 | false | 5 | limit-reached | the limit of the rule 'builds' would have to be raised to at least 7
             0 | false | 1 | limit-zero    | the rule 'builds' would have to get a limit of at least 3
             3 | true  | 1 | rule-paused   | the rule 'builds' would have to be resumed
             0 | true  | 1 | rule-paused   | the rule 'builds' would have to be resumed; and the rule 'builds' would have to get a limit of at least 3
             2 | true  | 2 | rule-paused   | the rule 'builds' would have to be resumed; and 2 of the group would have to be given back, or the limit of the rule 'builds' would have to be raised to at least 4
            -1 | false | 9 | fits          | ""
            -1 | true  | 1 | rule-paused   | the rule 'builds' would have to be resumed
            """)
    void each_verdict_says_what_would_have_to_change(long limit, boolean paused, long more, String verdict, String change) {
        http.post(RULES, rule("builds", ANY_BRANCH, -1));
        http.put(COUNTERS, leased(MAIN, 1, "x"));
        http.put(COUNTERS, leased(MAIN, 1, "y"));
        http.put(RULES + "/builds", "{\"Limit\": " + limit + ", \"Paused\": " + paused + "}");

        Answer explained = explain(counter(MAIN, more));

        assertThat(explained.body().at("/Allowed").asBoolean()).isEqualTo(verdict.equals("fits"));
        assertThat(explained.body().at("/Asked").size()).isEqualTo(1);
        assertThat(explained.text("/Asked/0/Rule")).isEqualTo("builds");
        assertThat(explained.body().at("/Asked/0").has("Override")).isFalse();
        assertThat(explained.number("/Asked/0/Limit")).isEqualTo(limit);
        assertThat(explained.body().at("/Asked/0/Paused").asBoolean()).isEqualTo(paused);
        assertThat(explained.number("/Asked/0/Count")).isEqualTo(2);
        assertThat(explained.text("/Asked/0/Group/branch/Data")).isEqualTo("main");
        assertThat(explained.text("/Asked/0/Verdict")).isEqualTo(verdict);
        assertThat(explained.body().at("/Asked/0/Leases").toString()).isEqualTo("[\"y\",\"x\"]");
        assertThat(explained.body().at("/Asked/0/Change").asString("")).isEqualTo(change.replace('\'', '"'));
        assertThat(explained.body().at("/Overridden").isEmpty()).isTrue();
    }

    @Test
    void addition_that_no_rule_applies_to_is_allowed_and_names_none() {
        http.post(RULES, rule("hosts", "\"host\": {\"Type\": 1024}", 0));
        Answer explained = explain(counter(MAIN, 1));
        assertThat(explained.body().toString()).isEqualTo("{\"Allowed\":true,\"Asked\":[],\"Overridden\":[]}");
    }

    @Test
    void subtraction_asks_nothing() {
        http.post(RULES, rule("builds", ANY_BRANCH, 0));
        assertThat(explain(counter(MAIN, -1)).body().toString()).isEqualTo("{\"Allowed\":true,\"Asked\":[],\"Overridden\":[]}");
    }

    @Test
    void override_is_asked_in_place_of_its_rule_which_is_named_as_overridden() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        http.post(RULES + "/builds/overrides", rule("main", MAIN, 2));
        for (String lease : new String[] {"x", "y"}) http.put(COUNTERS, leased(MAIN, 1, lease));
        Answer explained = explain(counter(MAIN, 1));
        assertThat(explained.body().at("/Asked").size()).isEqualTo(1);
        assertThat(explained.text("/Asked/0/Override")).isEqualTo("main");
        assertThat(explained.text("/Asked/0/Verdict")).isEqualTo("limit-reached");
        assertThat(explained.text("/Asked/0/Change")).contains("the limit of the override \"main\"");
        assertThat(explained.body().at("/Overridden").size()).isEqualTo(1);
        assertThat(explained.text("/Overridden/0/Rule")).isEqualTo("builds");
        assertThat(explained.number("/Overridden/0/Limit")).isEqualTo(1);
        assertThat(explained.number("/Overridden/0/Count")).isEqualTo(2);
        assertThat(explained.text("/Overridden/0/Verdict")).isEqualTo("overridden");
        assertThat(explain(counter(DEV, 1)).body().at("/Overridden").isEmpty()).isTrue();
    }

    @Test
    void all_overrides_that_apply_are_asked_those_that_let_nothing_in_first() {
        String os = "\"os\": \"mac\"";
        http.post(RULES, rule("builds", ANY_BRANCH, 9));
        http.post(RULES + "/builds/overrides", rule("a-roomy", ANY_BRANCH + ", " + os, 5));
        http.post(RULES + "/builds/overrides", rule("b-full", MAIN, 1));
        http.post(RULES + "/builds/overrides", rule("c-shut", MAIN + ", " + os, 0));
        http.post(RULES + "/builds/overrides", rule("d-other", DEV, 0));
        http.put(COUNTERS + "/set", counter(MAIN, 1));
        Answer explained = explain(counter(MAIN + ", " + os, 1));
        assertThat(explained.body().at("/Allowed").asBoolean()).isFalse();
        assertThat(IntStream.range(0, explained.body().at("/Asked").size())
                        .mapToObj(i -> explained.text("/Asked/" + i + "/Override") + " " + explained.text("/Asked/" + i + "/Verdict")))
                .containsExactly("c-shut limit-zero", "b-full limit-reached", "a-roomy fits");
        assertThat(explained.body().at("/Overridden").size()).isEqualTo(1);
    }

    @Test
    void of_many_leases_the_newest_20_are_named_newest_first() {
        http.post(RULES, rule("builds", ANY_BRANCH, 30));
        for (int i = 0; i < 30; i++)
            http.put(COUNTERS, leased(MAIN + ", \"os\": \"" + (i % 3) + "\"", 1, "lease-" + i));
        Answer explained = explain(counter(MAIN, 1));
        assertThat(explained.number("/Asked/0/Count")).isEqualTo(30);
        assertThat(leasesIn(explained)).containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "lease-" + (29 - i)).toList());
        http.put(COUNTERS, leased(MAIN + ", \"os\": \"0\"", 1, "lease-3"));
        assertThat(leasesIn(explain(counter(MAIN, 1)))).as("added again, it is the newest").startsWith("lease-3", "lease-29").hasSize(20);
    }

    private static List<String> leasesIn(Answer explained) {
        return explained.body().at("/Asked/0/Leases").values().stream().map(lease -> lease.asString()).toList();
    }

    @Test
    void addition_that_is_too_large_for_any_limit_is_refused_as_the_addition_itself_would_be() {
        http.put(COUNTERS + "/set", counter(MAIN, Long.MAX_VALUE));
        for (Answer refused : List.of(http.put(COUNTERS, counter(MAIN, 1)), http.post(EXPLAIN, counter(MAIN, 1)))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/Field")).isEqualTo("$.Spec.Properties.Counters");
        }
        http.post(RULES, rule("builds", ANY_BRANCH, 5));
        assertThat(http.put(COUNTERS, counter(MAIN, 1)).kind()).isEqualTo("limit-reached");
        assertThat(explain(counter(MAIN, 1)).text("/Asked/0/Change")).isEqualTo("all counters together would be above " + Long.MAX_VALUE);
    }

    @Test
    void lease_that_is_there_already_may_be_added_again_though_the_limit_is_reached() {
        http.post(RULES, rule("builds", ANY_BRANCH, 1));
        http.put(COUNTERS, leased(MAIN, 1, "x"));
        Answer again = explain(leased(MAIN, 1, "x"));
        assertThat(again.body().at("/Allowed").asBoolean()).isTrue();
        assertThat(again.text("/Asked/0/Verdict")).isEqualTo("limit-reached");
        assertThat(explain(leased(MAIN, 1, "y")).body().at("/Allowed").asBoolean()).isFalse();
    }

    @Test
    void those_in_line_are_counted_and_who_fits_is_told_that_with_a_wait_it_would_come_after_them() {
        http.post(RULES, rule("builds", ANY_BRANCH, 3));
        http.put(COUNTERS, counter(MAIN, 2));
        Http callers = new Http(limiter.port());
        for (int i = 0; i < 2; i++) {
            callers.calling("PUT", COUNTERS + "?wait=1m", counter(MAIN, 3));
            limiter.events().await(LimiterEvent.Queued.class);
        }
        Answer full = explain(counter(MAIN, 2));
        assertThat(full.text("/Asked/0/Verdict")).isEqualTo("limit-reached");
        assertThat(full.number("/Asked/0/InLine")).isEqualTo(2);
        Answer fits = explain(counter(MAIN, 1));
        assertThat(fits.body().at("/Allowed").asBoolean()).isTrue();
        assertThat(fits.text("/Asked/0/Verdict")).isEqualTo("fits");
        assertThat(fits.text("/Asked/0/Change")).isEqualTo("with a wait it would stand in line behind 2");
        callers.close();
        for (int i = 0; i < 2; i++) limiter.events().await(LimiterEvent.Withdrawn.class);
    }

    @Test
    void without_locker_what_would_be_compared_says_so_until_it_is_back() {
        FakeLocker away = FakeLocker.start();
        away.close();
        try (RunningLimiter alone = RunningLimiter.inMemory(away)) {
            Http http = alone.http();
            http.post(RULES, rule("builds", ANY_BRANCH, 1));
            http.post(RULES, rule("hosts", "\"host\": {\"Type\": 1024}", -1));
            assertThat(http.put(COUNTERS, counter(MAIN, 1)).status()).isEqualTo(503);
            Answer explained = http.post(EXPLAIN, counter(MAIN + ", \"host\": \"a\"", 1));
            assertThat(explained.body().at("/Allowed").asBoolean()).isFalse();
            assertThat(explained.text("/Asked/0/Verdict")).isEqualTo("locker-unreachable");
            assertThat(explained.text("/Asked/0/Change")).contains("Locker").doesNotContain("127.0.0.1");
            assertThat(explained.text("/Asked/1/Verdict")).isEqualTo("fits");
            assertThat(http.post(EXPLAIN, counter("\"host\": \"a\"", 1)).body().at("/Allowed").asBoolean()).isTrue();
            try (FakeLocker back = FakeLocker.startAt(away.port())) {
                assertThat(http.put(COUNTERS, counter(MAIN, 1)).status()).isEqualTo(200);
                assertThat(back.calls("POST /v1/sessions")).isNotEmpty();
                assertThat(http.post(EXPLAIN, counter(MAIN, 1)).text("/Asked/0/Verdict")).isEqualTo("limit-reached");
            }
        }
    }

    @Test
    void asking_changes_nothing_and_takes_no_lock() {
        http.post(RULES, rule("builds", "\"asked\": {\"Type\": 1024}", 1));
        String before = http.get(RULES + "/query").body().toString() + http.get(COUNTERS + "/query").body();
        String cursor = http.get("/v1/limiter/room").text("/Cursor");
        for (int i = 0; i < 3; i++)
            assertThat(explain(leased("\"asked\": \"a\"", 1, "x")).body().at("/Allowed").asBoolean()).isTrue();
        assertThat(explain(counter("\"asked\": \"a\"", 2)).body().at("/Allowed").asBoolean()).isFalse();
        assertThat(http.get(RULES + "/query").body().toString() + http.get(COUNTERS + "/query").body()).isEqualTo(before);
        assertThat(locker.calls("POST /v1/locks")).noneMatch(call -> call.body().contains("asked"));
        assertThat(http.get("/v1/limiter/room").text("/Cursor")).isEqualTo(cursor);
    }

    private Answer explain(String body) {
        Answer explained = http.post(EXPLAIN, body);
        assertThat(explained.status()).isEqualTo(200);
        return explained;
    }
}
