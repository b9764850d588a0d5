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
import dev.willow.testing.http.Http;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service stopped and started again on the same directory.
class RestartTest {
    private static final String COUNTERS = "/v1/limiter/counters";

    @Test
    void rules_counters_and_leases_survive_and_lines_do_not(@TempDir Path directory) {
        try (FakeLocker locker = FakeLocker.start()) {
            Answer rule;
            Answer added;
            String cursor;
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 2));
                http.post("/v1/limiter/rules/builds/overrides", rule("dev", DEV, 1));
                rule = http.get("/v1/limiter/rules/builds");
                added = http.put(COUNTERS, leased(MAIN, 1, "x", "10s"), "Idempotency-Key", "k1");
                http.put(COUNTERS, counter(MAIN, 1));
                http.put(COUNTERS, counter(DEV, 1));
                http.calling("PUT", COUNTERS + "?wait=1m", counter(MAIN, 1));
                limiter.events().await(LimiterEvent.Queued.class);
                cursor = http.get("/v1/limiter/room").text("/Cursor");
                limiter.advance(Duration.ofSeconds(9));
            }
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                assertThat(http.get("/v1/limiter/rules/builds").body()).isEqualTo(rule.body());
                assertThat(http.put(COUNTERS, leased(MAIN, 1, "x", "10s"), "Idempotency-Key", "k1").body()).isEqualTo(added.body());
                assertThat(http.put(COUNTERS, counter(MAIN, 1)).number("/Count")).isEqualTo(2);
                assertThat(http.put(COUNTERS, counter(DEV, 1)).text("/Override")).isEqualTo("dev");
                assertThat(http.get("/v1/limiter/room?after=" + cursor).body().at("/Missed").asBoolean()).isTrue();
                // The session of the first run was closed by the second, which holds its locks under its own.
                assertThat(locker.calls("POST /v1/sessions").stream().filter(call -> call.line().equals("POST /v1/sessions"))).hasSize(2);
                assertThat(locker.calls("DELETE /v1/sessions/s")).isNotEmpty();
                limiter.advance(Duration.ofSeconds(9));
                assertThat(http.post("/v1/limiter/leases/heartbeat", "{\"IDs\": [\"x\"]}").body().toString()).isEqualTo("[]");
                limiter.advance(Duration.ofSeconds(10));
                assertThat(counters(http.put(COUNTERS, counter(MAIN, 1)))).isEqualTo(2);
            }
        }
    }

    @Test
    void backed_leases_survive_a_stop_in_order_after_which_nothing_is_to_be_settled(@TempDir Path directory) {
        String backed = COUNTERS + "/batch?backed=true";
        try (FakeLocker locker = FakeLocker.start()) {
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 2));
                for (String lease : List.of("x", "y"))
                    assertThat(http.put(backed, "[" + leased(MAIN, 1, lease) + "]").body().at("/0/Status").asInt()).isEqualTo(200);
                assertThat(http.put(backed, "[" + leased(MAIN, 1, "z") + "]").body().at("/0/Problem/Count").asInt()).isEqualTo(2);
                http.put(backed, "[" + leased(MAIN, -1, "y") + "]");
            }
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                assertThat(counters(http.put(COUNTERS, leased(MAIN, 1, "z")))).isEqualTo(2);
                assertThat(http.put(COUNTERS, counter(MAIN, 1)).number("/Count")).isEqualTo(2);
            }
        }
    }

    @Test
    void what_was_decided_for_a_key_stays_decided(@TempDir Path directory) {
        String key = "Idempotency-Key";
        String batch = "[" + counter(MAIN, 1) + "]";
        try (FakeLocker locker = FakeLocker.start()) {
            Answer created;
            Answer refused;
            Answer counted;
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                created = http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1), key, "k1");
                counted = http.put(COUNTERS + "/batch", batch, key, "k2");
                refused = http.put(COUNTERS, counter(MAIN, 1), key, "k3");
                assertThat(refused.status()).isEqualTo(409);
                http.put(COUNTERS, counter(MAIN, -1), key, "k4");
            }
            try (RunningLimiter limiter = RunningLimiter.at(directory, locker)) {
                Http http = limiter.http();
                assertThat(http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1), key, "k1").body()).isEqualTo(created.body());
                assertThat(http.put(COUNTERS + "/batch", batch, key, "k2").body()).isEqualTo(counted.body());
                assertThat(http.put(COUNTERS + "/batch", "[]", key, "k2").status()).isEqualTo(422);
                assertThat(http.put(COUNTERS, counter(MAIN, 1), key, "k3").body()).isEqualTo(refused.body());
                assertThat(counters(http.put(COUNTERS, counter(MAIN, -1), key, "k4"))).isZero();
                assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
            }
        }
    }
}
