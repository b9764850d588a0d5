package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Answers.token;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service stopped and started again on the same directory.
class RestartTest {

    @Test
    void holds_sessions_and_tokens_survive_and_lines_do_not(@TempDir Path directory) {
        Answer held;
        Answer inSession;
        String sessionId;
        try (RunningLocker locker = RunningLocker.at(directory)) {
            Http http = locker.http();
            held = http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""), "Idempotency-Key", "k1");
            sessionId = http.post("/v1/sessions", "{\"Timeout\": \"1h\"}").text("/SessionID");
            inSession = http.post("/v1/locks", lock("\"branch\": \"b\"", "\"SessionID\": \"" + sessionId + "\""));
            http.posting("/v1/locks", lock("a"));
            locker.events().await(LockEvent.Queued.class);
        }
        try (RunningLocker locker = RunningLocker.at(directory)) {
            Http http = locker.http();
            assertThat(http.post("/v1/locks?wait=0", lock("a")).status()).isEqualTo(409);
            assertThat(http.post("/v1/locks", lock("\"branch\": \"a\"", "\"Timeout\": \"1h\""), "Idempotency-Key", "k1").body())
                    .isEqualTo(held.body());
            Answer kept = http.post("/v1/locks/" + lockId(held) + "/heartbeat", session(sessionId(held)));
            assertThat(kept.status()).isEqualTo(200);
            assertThat(token(kept)).isEqualTo(token(held));
            assertThat(kept.number("/State/LocksHeldOrWaiting")).isEqualTo(1);
            assertThat(http.delete("/v1/locks/" + lockId(inSession), session(sessionId)).status()).isEqualTo(204);
            assertThat(token(http.post("/v1/locks", lock("c")))).isGreaterThan(token(inSession));
        }
    }

    @Test
    void what_was_refused_with_a_key_stays_refused(@TempDir Path directory) {
        Answer refused;
        try (RunningLocker locker = RunningLocker.at(directory)) {
            Http http = locker.http();
            Answer held = http.post("/v1/locks", lock("a"));
            refused = http.post("/v1/locks?wait=0", lock("a"), "Idempotency-Key", "k1");
            http.delete("/v1/locks/" + lockId(held), session(sessionId(held)));
        }
        try (RunningLocker locker = RunningLocker.at(directory)) {
            Answer again = locker.http().post("/v1/locks?wait=0", lock("a"), "Idempotency-Key", "k1");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.body()).isEqualTo(refused.body());
        }
    }
}
