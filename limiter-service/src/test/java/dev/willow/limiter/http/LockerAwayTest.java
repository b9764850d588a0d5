package dev.willow.limiter.http;

import static dev.willow.limiter.http.Answers.counters;
import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.DEV;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.Test;

/// Locker cannot be reached, and comes back.
class LockerAwayTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String HOST = "\"host\": \"a\"";

    @Test
    void what_needs_a_lock_is_503_until_locker_is_back_and_all_else_goes_on() {
        FakeLocker locker = FakeLocker.start();
        try (RunningLimiter limiter = RunningLimiter.inMemory(locker)) {
            Http http = limiter.http();
            http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 2));
            http.post("/v1/limiter/rules", rule("hosts", "\"host\": {\"Type\": 1024}", -1));
            assertThat(http.put(COUNTERS, counter(MAIN, 1)).status()).isEqualTo(200);

            locker.close();
            limiter.events().await(LimiterEvent.CloseSession.class); // noticed, because the watch and then a heartbeat failed
            Answer refused = http.put(COUNTERS, counter(MAIN, 1));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.kind()).isEqualTo("locker-unreachable");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(refused.text("/detail")).doesNotContain("127.0.0.1");
            assertThat(http.put(COUNTERS + "?wait=1m", counter(DEV, 1)).status()).isEqualTo(503);
            assertThat(http.put(COUNTERS, counter(HOST, 1)).status()).isEqualTo(200);
            assertThat(http.put(COUNTERS, counter(MAIN, -1)).status()).isEqualTo(200);
            assertThat(http.put(COUNTERS + "/set", counter(MAIN, 1)).status()).isEqualTo(200);
            assertThat(http.get(COUNTERS + "/query").body().size()).isEqualTo(2);
            Answer batch = http.put(COUNTERS + "/batch", "[" + counter(DEV, 1) + "," + counter(HOST, 1) + "]");
            assertThat(batch.number("/0/Status")).isEqualTo(503);
            assertThat(batch.number("/1/Status")).isEqualTo(200);
            assertThat(http.get("/health").status()).isEqualTo(200);

            try (FakeLocker back = FakeLocker.startAt(locker.port())) {
                assertThat(counters(http.put(COUNTERS, counter(MAIN, 1)))).isEqualTo(2);
                assertThat(http.put(COUNTERS, counter(MAIN, 1)).kind()).isEqualTo("limit-reached");
                assertThat(back.calls("DELETE /v1/sessions/")).hasSize(1);
            }
        }
    }
}
