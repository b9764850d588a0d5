package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A caller that lost an answer asks again with its key.
class IdempotencyTest {
    private static final String KEY = "Idempotency-Key";
    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory();

    private final Http http = locker.http();

    @Test
    void the_same_key_gets_the_lock_that_it_got_and_no_second_one() {
        Answer first = http.post("/v1/locks", lock("a"), KEY, "k1");
        Answer again = http.post("/v1/locks", lock("a"), KEY, "k1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(http.get("/v1/locks").body().size()).isEqualTo(1);
        assertThat(http.post("/v1/locks?wait=0", lock("a"), KEY, "k2").status()).isEqualTo(409);
    }

    @Test
    void the_same_key_gets_what_was_granted_after_a_wait() {
        Answer holder = http.post("/v1/locks", lock("a"));
        CompletableFuture<Answer> waiting = http.posting("/v1/locks", lock("a"), KEY, "k1");
        locker.events().await(LockEvent.Queued.class);
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        Answer granted = Http.await(waiting);
        assertThat(http.post("/v1/locks", lock("a"), KEY, "k1").body()).isEqualTo(granted.body());
    }

    @Test
    void two_callers_with_one_key_share_one_place_in_line() {
        Answer holder = http.post("/v1/locks", lock("a"));
        CompletableFuture<Answer> one = http.posting("/v1/locks", lock("a"), KEY, "k1");
        CompletableFuture<Answer> two = http.posting("/v1/locks", lock("a"), KEY, "k1");
        locker.events().await(LockEvent.Queued.class);
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(Http.await(one).body()).isEqualTo(Http.await(two).body());
    }

    @Test
    void a_release_and_an_opened_session_are_done_once() {
        Answer held = http.post("/v1/locks", lock("a"));
        String path = "/v1/locks/" + lockId(held);
        assertThat(http.delete(path, session(sessionId(held)), KEY, "k1").status()).isEqualTo(204);
        assertThat(http.delete(path, session(sessionId(held)), KEY, "k1").status()).isEqualTo(204);
        assertThat(http.delete(path, session(sessionId(held)), KEY, "k2").status()).isEqualTo(404);
        Answer opened = http.post("/v1/sessions", "{}", KEY, "k3");
        assertThat(http.post("/v1/sessions", "{}", KEY, "k3").body()).isEqualTo(opened.body());
    }

    @Test
    void what_was_refused_stays_refused_for_its_key() {
        Answer holder = http.post("/v1/locks", lock("a"));
        Answer refused = http.post("/v1/locks?wait=0", lock("a"), KEY, "k1");
        assertThat(refused.status()).isEqualTo(409);
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        Answer again = http.post("/v1/locks?wait=0", lock("a"), KEY, "k1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(http.post("/v1/locks?wait=0", lock("a"), KEY, "k2").status()).isEqualTo(200);
    }

    @Test
    void what_was_not_found_is_not_found_again() {
        Answer held = http.post("/v1/locks", lock("a"));
        String path = "/v1/locks/" + lockId(held);
        assertThat(http.delete(path, session("another"), KEY, "k1").status()).isEqualTo(409);
        assertThat(http.delete(path, session(sessionId(held))).status()).isEqualTo(204);
        assertThat(http.delete(path, session("another"), KEY, "k1").status()).as("as it was decided").isEqualTo(409);
        assertThat(http.delete(path, session("another"), KEY, "k2").status()).isEqualTo(404);
    }

    @Test
    void a_wait_that_ran_out_decided_nothing() {
        Answer holder = http.post("/v1/locks", lock("a"));
        assertThat(http.post("/v1/locks?wait=1ms", lock("a"), KEY, "k1").status()).isEqualTo(409);
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(http.post("/v1/locks?wait=1ms", lock("a"), KEY, "k1").status()).isEqualTo(200);
    }

    @Test
    void what_was_wrong_or_came_too_early_was_not_decided() {
        try (RunningLocker small = RunningLocker.inMemory("locker.max-waiters=0")) {
            Answer holder = small.http().post("/v1/locks", lock("a"));
            assertThat(small.http().post("/v1/locks?wait=x", lock("a"), KEY, "k1").status()).isEqualTo(400);
            assertThat(small.http().post("/v1/locks", lock("a"), KEY, "k1").status()).isEqualTo(429);
            small.http().delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
            assertThat(small.http().post("/v1/locks", lock("a"), KEY, "k1").status()).isEqualTo(200);
        }
    }

    @Test
    void who_asks_once_with_the_key_of_a_call_in_line_is_told_at_once_and_the_line_goes_on() {
        Answer holder = http.post("/v1/locks", lock("a"));
        CompletableFuture<Answer> waiting = http.posting("/v1/locks", lock("a"), KEY, "k1");
        locker.events().await(LockEvent.Queued.class);
        CompletableFuture<Answer> once = http.posting("/v1/locks?wait=0", lock("a"), KEY, "k1");
        assertThat(once).succeedsWithin(Duration.ofSeconds(5)).extracting(Answer::status).isEqualTo(409);
        assertThat(waiting).isNotDone();
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(Http.await(waiting).status()).isEqualTo(200);
    }

    @Test
    void a_place_in_line_is_given_up_when_the_last_of_those_who_share_it_hangs_up() {
        http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""));
        Connection waiting = keyedInLine();
        assertThat(http.post("/v1/locks?wait=0", lock("a"), KEY, "k1").status()).as("shares the place for a moment").isEqualTo(409);
        waiting.close();
        locker.events().await(LockEvent.Withdrawn.class);
        assertThat(http.get("/v1/locks").number("/0/State/LocksHeldOrWaiting")).isEqualTo(1);
    }

    private Connection keyedInLine() {
        String body = lock("a");
        Connection caller = http.connect().write("POST /v1/locks HTTP/1.1\r\nHost: test\r\nIdempotency-Key: k1\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        locker.events().await(LockEvent.Queued.class);
        return caller;
    }

    @Test
    void the_same_key_with_another_body_is_422() {
        http.post("/v1/locks", lock("a"), KEY, "k1");
        Answer answer = http.post("/v1/locks", lock("b"), KEY, "k1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:idempotency-key-reused");
    }
}
