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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Additions with `?wait=`, and the room feed.
class WaitingCallsTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private FakeLocker locker;
    private RunningLimiter limiter;
    private Http http;

    @BeforeEach
    void start() {
        locker = FakeLocker.start();
        limiter = RunningLimiter.inMemory(locker);
        http = limiter.http();
        http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1));
        http.put(COUNTERS, counter(MAIN, 1));
    }

    @AfterEach
    void stop() {
        limiter.close();
        locker.close();
    }

    @Test
    void additions_are_granted_in_the_order_in_which_they_came() {
        List<CompletableFuture<Answer>> line = new ArrayList<>();
        for (int i = 0; i < 10; i++) line.add(inLine(counter(MAIN, 1)));
        for (CompletableFuture<Answer> next : line) {
            assertThat(line.stream().filter(CompletableFuture::isDone).count()).isEqualTo(line.indexOf(next));
            http.put(COUNTERS, counter(MAIN, -1));
            assertThat(Http.await(next).status()).isEqualTo(200);
        }
    }

    @Test
    void patience_that_runs_out_is_409_with_what_holds_it_back() {
        Answer refused = http.put(COUNTERS + "?wait=50ms", counter(MAIN, 1));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/Rule")).isEqualTo("builds");
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(http.put(COUNTERS + "?wait=0", counter(MAIN, 1)).status()).isEqualTo(200);
        assertThat(http.put(COUNTERS + "?wait=0", counter(MAIN, 1)).status()).isEqualTo(409);
        assertThat(http.put(COUNTERS, counter(MAIN, 1)).status()).isEqualTo(409);
    }

    @Test
    void who_has_room_but_stands_behind_somebody_who_has_not_is_told_so_as_well() {
        http.put("/v1/limiter/rules/builds", "{\"Limit\": 2}");
        CompletableFuture<Answer> first = inLine(counter(MAIN, 2));
        Answer behind = http.put(COUNTERS + "?wait=50ms", counter(MAIN, 1));
        assertThat(behind.status()).isEqualTo(409);
        assertThat(behind.text("/Rule")).isEqualTo("builds");
        assertThat(behind.number("/Count")).isEqualTo(1);
        assertThat(first).isNotDone();
    }

    @Test
    void as_many_wait_for_news_of_room_as_the_setting_says_and_who_asks_without_waiting_is_answered() {
        try (RunningLimiter small = RunningLimiter.inMemory(locker, "limiter.max-listeners=1")) {
            String path = "/v1/limiter/room?after=" + small.http().get("/v1/limiter/room").text("/Cursor");
            // Which of the two comes first is open: one waits, the other is turned away.
            CompletableFuture<Answer> one = small.http().calling("GET", path + "&wait=1m", null);
            CompletableFuture<Answer> other = small.http().calling("GET", path + "&wait=1m", null);
            Answer refused = (Answer) Http.await(CompletableFuture.anyOf(one, other));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.kind()).isEqualTo("too-many-waiting");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(small.http().get(path + "&wait=0").status()).isEqualTo(200);

            small.http().post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1));
            small.http().delete("/v1/limiter/rules/builds");
            Answer told = Http.await(one.isDone() && one.join().status() == 429 ? other : one);
            assertThat(told.text("/Room/0/Rule")).isEqualTo("builds");
        }
    }

    @Test
    void line_takes_as_many_as_the_setting_says_and_who_fits_needs_none() {
        try (RunningLimiter small = RunningLimiter.inMemory(locker, "limiter.max-waiters=2")) {
            Http http = small.http();
            http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1));
            http.post("/v1/limiter/rules/builds/overrides", rule("dev", DEV, 1));
            for (String branch : List.of(MAIN, DEV)) {
                assertThat(http.put(COUNTERS + "?wait=1m", counter(branch, 1)).status()).as("fits").isEqualTo(200);
                for (int i = 0; i < 2; i++) {
                    http.calling("PUT", COUNTERS + "?wait=1m", counter(branch, 1));
                    small.events().await(LimiterEvent.Queued.class);
                }
                Answer refused = http.put(COUNTERS + "?wait=1m", counter(branch, 1), "Idempotency-Key", branch.substring(11, 14));
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.kind()).isEqualTo("too-many-waiting");
                assertThat(refused.text("/Rule")).isEqualTo("builds");
                assertThat(refused.body().has("Override")).isEqualTo(branch.equals(DEV));
                assertThat(refused.body().at("/Group").has("branch")).isTrue();
                assertThat(http.put(COUNTERS, counter(branch, 1)).status()).as("asks once").isEqualTo(409);
            }
            http.put(COUNTERS + "/set", counter(MAIN, 0)); // lets the first in line in
            http.put(COUNTERS, counter(MAIN, -1));
            http.put(COUNTERS, counter(MAIN, -1));
            assertThat(http.put(COUNTERS + "?wait=1m", counter(MAIN, 1), "Idempotency-Key", "mai").status())
                    .as("was not decided").isEqualTo(200);
        }
    }

    @Test
    void line_without_places_lets_nobody_wait() {
        try (RunningLimiter none = RunningLimiter.inMemory(locker, "limiter.max-waiters=0")) {
            none.http().post("/v1/limiter/rules", rule("builds", ANY_BRANCH, 1));
            assertThat(none.http().put(COUNTERS + "?wait=1m", counter(MAIN, 1)).status()).isEqualTo(200);
            assertThat(none.http().put(COUNTERS + "?wait=1m", counter(MAIN, 1)).status()).isEqualTo(429);
        }
    }

    @Test
    void changed_rule_lets_waiting_additions_in() {
        CompletableFuture<Answer> waiting = inLine(counter(MAIN, 1));
        http.put("/v1/limiter/rules/builds", "{\"Limit\": 2}");
        assertThat(counters(Http.await(waiting))).isEqualTo(2);
    }

    @Test
    void caller_that_hangs_up_leaves_the_line_and_is_granted_nothing() {
        Connection leaving = http.open("PUT", COUNTERS + "?wait=1m", counter(MAIN, 1));
        limiter.events().await(LimiterEvent.Queued.class);
        leaving.close();
        limiter.events().await(LimiterEvent.Withdrawn.class);
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(http.get(COUNTERS + "/query").body().isEmpty()).isTrue();
    }

    @Test
    void grant_that_meets_a_closed_connection_is_taken_back() {
        Connection leaving = http.open("PUT", COUNTERS + "?wait=1m", leased(MAIN, 1, "x"));
        limiter.events().await(LimiterEvent.Queued.class);
        CompletableFuture<Answer> next = inLine(counter(MAIN, 1));
        leaving.close();
        // Whether room comes before or after the closed connection is noticed: nobody sits on it.
        http.put(COUNTERS, counter(MAIN, -1));
        assertThat(Http.await(next).status()).isEqualTo(200);
    }

    @Test
    void additions_in_line_are_sent_away_when_the_service_stops() {
        CompletableFuture<Answer> waiting = inLine(counter(MAIN, 1));
        limiter.stop();
        Answer answer = Http.await(waiting);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void room_is_told_of_groups_that_refused_somebody() {
        String cursor = http.get("/v1/limiter/room").text("/Cursor");
        http.put(COUNTERS, counter(DEV, 1));
        http.put(COUNTERS, counter(MAIN, 1));
        CompletableFuture<Answer> listening = http.calling("GET", "/v1/limiter/room?after=" + cursor + "&wait=1m", null);
        http.put(COUNTERS, counter(DEV, -1));
        http.put(COUNTERS, counter(MAIN, -1));
        Answer told = Http.await(listening);
        assertThat(told.body().at("/Missed").asBoolean()).isFalse();
        assertThat(told.body().at("/Room").toString()).isEqualTo(
                "[{\"Rule\":\"builds\",\"Group\":{\"branch\":{\"Type\":13,\"Data\":\"main\"}},\"Places\":1}]");
        String next = "/v1/limiter/room?after=" + told.text("/Cursor");
        assertThat(http.get(next + "&wait=0").body().at("/Room").isEmpty()).isTrue();
        assertThat(http.get(next + "&wait=20ms").text("/Cursor")).isEqualTo(told.text("/Cursor"));
        http.put("/v1/limiter/rules/builds", "{\"Paused\": true}");
        assertThat(http.get(next).body().at("/Room").toString()).isEqualTo("[{\"Rule\":\"builds\",\"Places\":-1}]");
    }

    @Test
    void cursor_of_another_run_has_missed_something() {
        Answer other = http.get("/v1/limiter/room?after=999-0&wait=1m");
        assertThat(other.body().at("/Missed").asBoolean()).isTrue();
        assertThat(other.body().at("/Room").isEmpty()).isTrue();
        assertThat(http.get("/v1/limiter/room?after=nonsense").text("/Field")).isEqualTo("after");
    }

    private CompletableFuture<Answer> inLine(String body) {
        CompletableFuture<Answer> answer = http.calling("PUT", COUNTERS + "?wait=1m", body);
        limiter.events().await(LimiterEvent.Queued.class);
        return answer;
    }
}
