package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Answers.token;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static dev.willow.locker.http.Bodies.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Callers in line: their order, and what becomes of those who leave.
class WaitingCallsTest {
    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory();

    private final Http http = locker.http();

    @Test
    void a_lock_is_handed_over_in_the_order_in_which_callers_came() {
        Answer holder = http.post("/v1/locks", lock("a"));
        List<CompletableFuture<Answer>> line = new ArrayList<>();
        for (int i = 0; i < 20; i++) line.add(inLine(lock("a")));
        assertThat(http.get("/v1/locks").number("/0/State/LocksHeldOrWaiting")).isEqualTo(21);
        for (CompletableFuture<Answer> next : line) {
            assertThat(line.stream().filter(CompletableFuture::isDone).count()).isEqualTo(line.indexOf(next));
            http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
            Answer granted = Http.await(next);
            assertThat(granted.status()).isEqualTo(200);
            assertThat(token(granted)).isGreaterThan(token(holder));
            holder = granted;
        }
    }

    @Test
    void a_lock_passes_on_when_its_holder_stops_heartbeating() {
        http.post("/v1/locks", lock("a"));
        CompletableFuture<Answer> next = inLine(lock("a"));
        locker.advance(Duration.ofMillis(4_999));
        assertThat(http.get("/v1/locks").number("/0/State/TimeTillExpire")).isEqualTo(1_000_000);
        assertThat(next).isNotDone();
        locker.advance(Duration.ofMillis(1));
        assertThat(Http.await(next).status()).isEqualTo(200);
    }

    @Test
    void a_waiting_exclusive_request_holds_back_later_shared_ones() {
        String shared = lock("\"branch\": \"a\"", "\"Mode\": \"shared\"");
        Answer reader = http.post("/v1/locks", shared);
        CompletableFuture<Answer> writer = inLine(lock("a"));
        CompletableFuture<Answer> lateReader = inLine(shared);
        http.delete("/v1/locks/" + lockId(reader), session(sessionId(reader)));
        Answer written = Http.await(writer);
        assertThat(lateReader).isNotDone();
        http.delete("/v1/locks/" + lockId(written), session(sessionId(written)));
        assertThat(Http.await(lateReader).status()).isEqualTo(200);
    }

    @Test
    void callers_that_want_the_same_locks_in_opposite_order_all_get_them() {
        Answer first = http.post("/v1/locks/together", together(lock("a"), lock("b")));
        CompletableFuture<Answer> second = inLine("/v1/locks/together", together(lock("b"), lock("a")));
        CompletableFuture<Answer> third = inLine("/v1/locks/together", together(lock("a"), lock("b")));
        http.delete("/v1/sessions/" + first.text("/0/State/SessionID"), null);
        http.delete("/v1/sessions/" + Http.await(second).text("/0/State/SessionID"), null);
        assertThat(Http.await(third).status()).isEqualTo(200);
    }

    @Test
    void a_caller_that_hangs_up_loses_its_place_and_holds_up_nobody() {
        Answer holder = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        Connection leaving = http.open("POST", "/v1/locks", lock("a"));
        locker.events().await(LockEvent.Queued.class);
        CompletableFuture<Answer> next = inLine(lock("a"));
        leaving.close();
        assertThat(locker.events().await(LockEvent.Withdrawn.class).refusal()).isInstanceOf(
                dev.willow.locker.domain.Refusal.NotGranted.class);
        assertThat(http.get("/v1/locks").number("/0/State/LocksHeldOrWaiting")).isEqualTo(2);
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(Http.await(next).status()).isEqualTo(200);
    }

    @Test
    void a_grant_that_meets_a_closed_connection_is_given_back_at_once() {
        Answer holder = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        Connection leaving = http.open("POST", "/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        locker.events().await(LockEvent.Queued.class);
        CompletableFuture<Answer> next = inLine(lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        leaving.close();
        // Whether the lock comes before or after the closed connection is noticed: nobody sits on it for an hour.
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(Http.await(next).status()).isEqualTo(200);
    }

    @Test
    void callers_in_line_are_sent_away_when_the_service_stops() {
        http.post("/v1/locks", lock("a"));
        CompletableFuture<Answer> waiting = inLine(lock("a"));
        locker.stop();
        Answer answer = Http.await(waiting);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }

    private CompletableFuture<Answer> inLine(String body) {
        return inLine("/v1/locks", body);
    }

    private CompletableFuture<Answer> inLine(String path, String body) {
        CompletableFuture<Answer> answer = http.posting(path, body);
        locker.events().await(LockEvent.Queued.class);
        return answer;
    }
}
