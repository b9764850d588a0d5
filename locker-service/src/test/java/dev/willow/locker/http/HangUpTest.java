package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static dev.willow.locker.http.Bodies.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import dev.willow.testing.http.Leaving;
import dev.willow.testing.http.LoneCaller;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Callers that are gone, in every way a connection can end. The clock stands still: no hold of theirs ever runs out, so
/// whatever is granted after them was given back.
class HangUpTest {
    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory();

    private final Http http = locker.http();

    @ParameterizedTest
    @EnumSource
    void who_stood_behind_it_is_served_as_soon_as_it_is_gone(Leaving how) {
        String shared = lock("\"branch\": \"a\"", "\"Mode\": \"shared\"");
        http.post("/v1/locks", shared);
        Connection leaving = inLine("/v1/locks", lock("a"));
        CompletableFuture<Answer> next = http.posting("/v1/locks", shared);
        locker.events().await(LockEvent.Queued.class);
        how.leave(leaving);
        locker.events().await(LockEvent.Withdrawn.class);
        assertThat(Http.await(next).status()).as("nothing but the one that left stood before it").isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void it_leaves_all_lines_that_it_stood_in(Leaving how) {
        http.post("/v1/locks", lock("a"));
        Connection leaving = inLine("/v1/locks/together", together(lock("a"), lock("b")));
        CompletableFuture<Answer> next = http.posting("/v1/locks", lock("b"));
        locker.events().await(LockEvent.Queued.class);
        how.leave(leaving);
        assertThat(Http.await(next).status()).isEqualTo(200);
        assertThat(Http.await(next).number("/State/LocksHeldOrWaiting")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_granted_to_a_dead_connection_passes_on_at_once(Leaving how) {
        for (int round = 0; round < 10; round++) {
            Answer holder = http.post("/v1/locks", lock("a"));
            Connection leaving = inLine("/v1/locks", lock("a"));
            CompletableFuture<Answer> next = http.posting("/v1/locks", lock("a"));
            locker.events().await(LockEvent.Queued.class);
            how.leave(leaving);
            release(holder); // most often before the service has noticed
            Answer granted = Http.await(next);
            assertThat(granted.status()).isEqualTo(200);
            release(granted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requests_sent_ahead_on_its_connection_hold_nothing_either(Leaving how) {
        Answer holder = http.post("/v1/locks", lock("a"));
        Connection leaving = inLine("/v1/locks", lock("a"));
        leaving.send("POST", "/v1/locks", lock("a"));
        CompletableFuture<Answer> next = http.posting("/v1/locks", lock("a"));
        locker.events().await(LockEvent.Queued.class);
        leaving.send("POST", "/v1/locks", lock("a"));
        how.leave(leaving);
        release(holder);
        Answer granted = Http.await(next);
        assertThat(granted.status()).isEqualTo(200);
        release(granted);
        Answer last = http.post("/v1/locks", lock("a"));
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.number("/State/LocksHeldOrWaiting")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_served_before_is_watched_too(Leaving how) {
        Answer holder = http.post("/v1/locks", lock("a"));
        Connection leaving = http.open("POST", "/v1/locks?wait=0", lock("a"));
        assertThat(leaving.read()).startsWith("HTTP/1.1 409");
        leaving.send("POST", "/v1/locks", lock("a"));
        locker.events().await(LockEvent.Queued.class);
        how.leave(leaving);
        locker.events().await(LockEvent.Withdrawn.class);
        release(holder);
        assertThat(http.post("/v1/locks?wait=0", lock("a")).status()).isEqualTo(200);
    }

    @Test
    void a_caller_whose_process_is_killed_is_gone_as_well() throws IOException, InterruptedException {
        Answer holder = http.post("/v1/locks", lock("a"));
        Process process = LoneCaller.start(locker.port(), "/v1/locks", lock("a"));
        try {
            locker.events().await(LockEvent.Queued.class);
            CompletableFuture<Answer> next = http.posting("/v1/locks", lock("a"));
            locker.events().await(LockEvent.Queued.class);
            process.destroyForcibly().waitFor();
            release(holder);
            assertThat(Http.await(next).status()).isEqualTo(200);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_watcher_of_a_session_that_hangs_up_is_forgotten() {
        try (RunningLocker small = RunningLocker.inMemory("locker.max-watchers=1")) {
            String path = "/v1/sessions/" + small.http().post("/v1/sessions", null).text("/SessionID") + "/contended";
            Connection watching = small.http().open("GET", path, "");
            assertTimeoutPreemptively(Http.BOUND, () -> {
                while (small.http().get(path + "?wait=0").status() != 429) Thread.onSpinWait();
            }, "it watches");
            small.events().clear(); // of those that asked before it watched
            watching.close();
            small.events().await(LockEvent.Contended.class);
            assertThat(small.http().get(path + "?wait=1ms").status()).isEqualTo(200);
        }
    }

    private Connection inLine(String path, String body) {
        Connection caller = http.open("POST", path, body);
        locker.events().await(LockEvent.Queued.class);
        return caller;
    }

    private void release(Answer held) {
        assertThat(http.delete("/v1/locks/" + lockId(held), session(sessionId(held))).status()).isEqualTo(204);
    }
}
