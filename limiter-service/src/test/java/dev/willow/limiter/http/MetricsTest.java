package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.metrics.Scrape;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What can be seen of the limits at `/actuator/prometheus`.
class MetricsTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String RULES = "/v1/limiter/rules";

    @AutoClose
    private final FakeLocker locker = FakeLocker.start();

    @AutoClose
    private final RunningLimiter limiter = RunningLimiter.inMemory(locker, "metrics.refresh=1ns", "metrics.named=10");

    private final Http http = limiter.http();

    private Scrape scrape() {
        return Scrape.of(http);
    }

    @Test
    void a_rule_shows_how_full_its_fullest_group_is_and_how_many_are_at_their_limit() {
        http.post(RULES, rule("builds", Bodies.ANY_BRANCH, 4));
        http.put(COUNTERS + "?wait=0", counter(Bodies.MAIN, 3));
        http.put(COUNTERS + "?wait=0", leased(Bodies.DEV, 1, "lease"));
        Scrape scrape = scrape();
        assertThat(scrape.value("limiter_rule_used_ratio", "rule", "builds")).isEqualTo(0.75);
        assertThat(scrape.value("limiter_rule_groups_full", "rule", "builds")).isZero();
        assertThat(scrape.value("limiter_counters")).isEqualTo(2);
        assertThat(scrape.value("limiter_leases")).isEqualTo(1);
        assertThat(scrape.value("limiter_locks_held")).isEqualTo(2);
        http.put(RULES + "/builds", "{\"Limit\": 3}");
        assertThat(scrape().value("limiter_rule_used_ratio", "rule", "builds")).isEqualTo(1);
        assertThat(scrape().value("limiter_rule_groups_full", "rule", "builds")).isEqualTo(1);
        assertThat(http.put(COUNTERS + "?wait=0", counter(Bodies.MAIN, 1)).status()).isEqualTo(409);
        scrape = scrape();
        assertThat(scrape.value("limiter_additions_granted_total")).isEqualTo(2);
        assertThat(scrape.value("limiter_additions_refused_total", "reason", "limit-reached")).isEqualTo(1);
        assertThat(scrape.value("limiter_locker_reachable")).isEqualTo(1);
        assertThat(scrape.value("limiter_leases_settled")).isEqualTo(1);
        http.delete(RULES + "/builds");
        assertThat(scrape().matching("limiter_rule_used_ratio", "rule", "builds")).isEmpty();
    }

    @Test
    void a_group_that_an_override_takes_out_of_its_rule_counts_by_the_override() {
        http.post(RULES, rule("builds", Bodies.ANY_BRANCH, 1));
        http.post(RULES + "/builds/overrides", rule("main", Bodies.MAIN, 10));
        http.put(COUNTERS + "?wait=0", counter(Bodies.MAIN, 5));
        assertThat(scrape().value("limiter_rule_used_ratio", "rule", "builds")).isEqualTo(0.5);
        http.delete(RULES + "/builds/overrides/main");
        assertThat(scrape().value("limiter_rule_used_ratio", "rule", "builds")).isEqualTo(5);
        assertThat(scrape().value("limiter_rule_groups_full", "rule", "builds")).isEqualTo(1);
    }

    @Test
    void additions_in_line_and_leases_that_lapse_are_counted() {
        http.post(RULES, rule("builds", Bodies.ANY_BRANCH, 1));
        http.put(COUNTERS + "?wait=0", leased(Bodies.MAIN, 1, "first", "10s"));
        CompletableFuture<Answer> next = http.calling("PUT", COUNTERS + "?wait=5m", counter(Bodies.MAIN, 1));
        limiter.events().await(LimiterEvent.Queued.class);
        assertThat(scrape().value("limiter_additions_waiting")).isEqualTo(1);
        limiter.advance(Duration.ofSeconds(10));
        assertThat(Http.await(next).status()).isEqualTo(200);
        Scrape scrape = scrape();
        assertThat(scrape.value("limiter_additions_waiting")).isZero();
        assertThat(scrape.value("limiter_leases_lapsed_total")).isEqualTo(1);
        assertThat(scrape.value("limiter_leases")).isZero();
        assertThat(scrape.value("limiter_additions_queued_total")).isEqualTo(1);
    }

    @Test
    void the_number_of_series_is_bounded_whatever_users_send() {
        for (int i = 0; i < 20; i++) send(i);
        scrape(); // is a call that is counted, too
        int before = scrape().ours().size();
        for (int i = 20; i < 500; i++) send(i);
        for (int i = 0; i < 1_500; i++) http.put(COUNTERS + "/set", counter("\"many\": \"many-" + i + "\"", 1));
        Scrape scrape = scrape();
        assertThat(scrape.ours()).hasSizeLessThanOrEqualTo(before);
        assertThat(scrape.matching("limiter_rule_used_ratio")).hasSize(11);
        assertThat(scrape.value("limiter_rules")).isEqualTo(500);
        assertThat(scrape.value("limiter_rule_groups_full", "rule", "other")).isEqualTo(490);
        assertThat(scrape.value("limiter_rule_used_ratio", "rule", "other")).isEqualTo(1);
        assertThat(scrape.series()).noneMatch(each -> each.tags().values().stream().anyMatch(value -> value.contains("many")));
    }

    private void send(int number) {
        String name = "rule-%03d".formatted(number);
        assertThat(http.post(RULES, rule(name, "\"key-" + number + "\": {\"Type\": 1024}", 1)).status()).isEqualTo(201);
        http.put(COUNTERS + "/set", counter("\"key-" + number + "\": \"x\"", 1));
        http.get(RULES + "/odd-" + number);
        http.get("/v1/limiter/odd-" + number);
    }
}
