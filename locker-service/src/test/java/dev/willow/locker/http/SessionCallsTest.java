package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SessionCallsTest {
    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory();

    private final Http http = locker.http();

    @Test
    void a_session_is_opened_kept_and_closed() {
        Answer opened = http.post("/v1/sessions", "{\"Timeout\": \"10s\", \"Owner\": \"ci\"}");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.number("/Timeout")).isEqualTo(10_000_000_000L);
        assertThat(opened.number("/TimeTillExpire")).isEqualTo(10_000_000_000L);
        String path = "/v1/sessions/" + opened.text("/SessionID");
        locker.advance(Duration.ofSeconds(6));
        Answer kept = http.post(path + "/heartbeat", null);
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.number("/TimeTillExpire")).isEqualTo(10_000_000_000L);
        assertThat(http.delete(path, null).status()).isEqualTo(204);
        assertThat(http.delete(path, null).status()).isEqualTo(404);
        assertThat(http.post(path + "/heartbeat", null).status()).isEqualTo(404);
        assertThat(http.get(path + "/contended?wait=0").status()).isEqualTo(404);
    }

    @Test
    void a_session_may_be_opened_without_a_body_and_then_lasts_the_default_time() {
        Answer opened = http.post("/v1/sessions", null);
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.number("/Timeout")).isEqualTo(5_000_000_000L);
    }

    @Test
    void one_heartbeat_keeps_all_holds_of_a_session_and_its_end_releases_them() {
        String id = open("5s");
        Answer a = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"SessionID\": \"" + id + "\""));
        Answer b = http.post("/v1/locks", lock("\"branch\": \"b\"", "\"SessionID\": \"" + id + "\", \"Timeout\": \"1h\""));
        assertThat(sessionId(a)).isEqualTo(id);
        assertThat(b.number("/Spec/Properties/Timeout")).as("the session's, whatever was asked").isEqualTo(5_000_000_000L);
        locker.advance(Duration.ofSeconds(4));
        assertThat(http.post("/v1/sessions/" + id + "/heartbeat", null).status()).isEqualTo(200);
        locker.advance(Duration.ofSeconds(4));
        assertThat(http.post("/v1/locks?wait=0", lock("a")).status()).isEqualTo(409);
        locker.advance(Duration.ofSeconds(1));
        locker.events().await(LockEvent.Expired.class);
        assertThat(http.post("/v1/locks?wait=0", lock("a")).status()).isEqualTo(200);
        assertThat(http.post("/v1/locks?wait=0", lock("b")).status()).isEqualTo(200);
        assertThat(http.post("/v1/locks/" + lockId(a) + "/heartbeat", session(id)).status()).isEqualTo(404);
    }

    @Test
    void a_hold_granted_late_in_the_life_of_its_session_tells_the_time_that_is_left() {
        String id = open("10s");
        locker.advance(Duration.ofSeconds(4));
        Answer held = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"SessionID\": \"" + id + "\""));
        assertThat(held.number("/State/TimeTillExpire")).isEqualTo(6_000_000_000L);
    }

    @Test
    void who_waits_under_a_session_is_told_when_it_ends() {
        String id = open("5s");
        http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        CompletableFuture<Answer> waiting =
                http.posting("/v1/locks", lock("\"branch\": \"a\"", "\"SessionID\": \"" + id + "\""));
        locker.events().await(LockEvent.Queued.class);
        http.delete("/v1/sessions/" + id, null);
        assertThat(Http.await(waiting).status()).isEqualTo(404);
    }

    @Test
    void contended_answers_at_once_with_the_holds_that_others_wait_for() {
        String id = open("1h");
        Answer wanted = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"SessionID\": \"" + id + "\""));
        http.post("/v1/locks", lock("\"branch\": \"b\"", "\"SessionID\": \"" + id + "\""));
        assertThat(http.get("/v1/sessions/" + id + "/contended?wait=0").body().toString()).isEqualTo("[]");
        CompletableFuture<Answer> waiting = http.posting("/v1/locks", lock("a"));
        locker.events().await(LockEvent.Queued.class);
        Answer contended = http.get("/v1/sessions/" + id + "/contended");
        assertThat(contended.status()).isEqualTo(200);
        assertThat(contended.body().toString()).isEqualTo("[\"" + lockId(wanted) + "\"]");
        http.delete("/v1/locks/" + lockId(wanted), session(id));
        assertThat(Http.await(waiting).status()).isEqualTo(200);
    }

    @Test
    void contended_waits_until_somebody_wants_a_hold() {
        String id = open("1h");
        Answer held = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"SessionID\": \"" + id + "\""));
        CompletableFuture<Answer> watching = http.calling("GET", "/v1/sessions/" + id + "/contended?wait=20s", null);
        CompletableFuture<Answer> waiting = http.posting("/v1/locks", lock("a"));
        assertThat(Http.await(watching).body().toString()).isEqualTo("[\"" + lockId(held) + "\"]");
        http.delete("/v1/sessions/" + id, null);
        assertThat(Http.await(waiting).status()).isEqualTo(200);
    }

    @Test
    void contended_is_empty_when_its_wait_is_over() {
        String id = open("1h");
        Answer answer = http.get("/v1/sessions/" + id + "/contended?wait=20ms");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString()).isEqualTo("[]");
    }

    @Test
    void more_watchers_than_allowed_are_429() {
        try (RunningLocker small = RunningLocker.inMemory("locker.max-watchers=1")) {
            String path = "/v1/sessions/" + small.http().post("/v1/sessions", null).text("/SessionID") + "/contended";
            CompletableFuture<Answer> one = small.http().calling("GET", path + "?wait=20s", null);
            CompletableFuture<Answer> two = small.http().calling("GET", path + "?wait=20s", null);
            Object first = Http.await(CompletableFuture.anyOf(one, two));
            assertThat(((Answer) first).status()).isEqualTo(429);
        }
    }

    private String open(String timeout) {
        return http.post("/v1/sessions", "{\"Timeout\": \"" + timeout + "\"}").text("/SessionID");
    }
}
