package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Answers.token;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static dev.willow.locker.http.Bodies.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Every call on locks with every answer that the contract names. Each test has its own key-values.
class LockCallsTest {
    @AutoClose
    private static final RunningLocker locker = RunningLocker.inMemory();

    private static final Http http = locker.http();

    @Test
    void a_free_lock_is_granted_with_all_that_its_holder_needs_to_know() {
        Answer answer = http.post("/v1/locks", lock("\"branch\": \"a\", \"build\": 42", "\"Owner\": \"ci-7\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/Spec/DBDefinition/KeyValues").toString())
                .isEqualTo("{\"branch\":{\"Type\":13,\"Data\":\"a\"},\"build\":{\"Type\":9,\"Data\":\"42\"}}");
        assertThat(answer.number("/Spec/Properties/Timeout")).isEqualTo(5_000_000_000L);
        assertThat(answer.text("/Spec/Properties/Mode")).isEqualTo("exclusive");
        assertThat(answer.number("/Spec/Properties/MaxHolders")).isEqualTo(1);
        assertThat(answer.text("/Spec/Properties/Owner")).isEqualTo("ci-7");
        assertThat(lockId(answer)).isNotEmpty();
        assertThat(sessionId(answer)).isNotEmpty().isNotEqualTo(lockId(answer));
        assertThat(token(answer)).isPositive();
        assertThat(answer.number("/State/TimeTillExpire")).isEqualTo(5_000_000_000L);
        assertThat(answer.number("/State/LocksHeldOrWaiting")).isEqualTo(1);
    }

    @Test
    void a_time_out_is_a_number_of_nanoseconds_or_text_with_a_unit_and_answered_as_the_number() {
        for (String timeout : new String[] {"1500000000", "\"1500ms\""}) {
            Answer held = http.post("/v1/locks", lock("\"timed\": " + timeout, "\"Timeout\": " + timeout));
            assertThat(held.status()).isEqualTo(200);
            assertThat(held.body().at("/Spec/Properties/Timeout").isIntegralNumber()).isTrue();
            assertThat(held.number("/Spec/Properties/Timeout")).isEqualTo(1_500_000_000L);
        }
    }

    @Test
    void tokens_grow_from_holder_to_holder() {
        Answer first = http.post("/v1/locks", lock("tokens"));
        http.delete("/v1/locks/" + lockId(first), session(sessionId(first)));
        assertThat(token(http.post("/v1/locks", lock("tokens")))).isGreaterThan(token(first));
    }

    @Test
    void a_taken_lock_is_409_with_its_holder_when_the_caller_does_not_wait() {
        http.post("/v1/locks", lock("\"branch\": \"taken\"", "\"Owner\": \"ci-7\""));
        Answer answer = http.post("/v1/locks?wait=0", lock("taken"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:not-granted");
        assertThat(answer.text("/Holder")).isEqualTo("ci-7");
        assertThat(answer.text("/Message")).isEqualTo(answer.text("/detail")).contains("branch=taken", "ci-7");
        assertThat(answer.text("/instance")).isEqualTo("/v1/locks");
    }

    @Test
    void a_lock_is_409_when_the_wait_is_over_and_the_caller_has_left_the_line() {
        Answer holder = http.post("/v1/locks", lock("patience"));
        Answer answer = http.post("/v1/locks?wait=50ms", lock("patience"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/Holder")).isEqualTo(sessionId(holder));
        assertThat(find(lockId(holder)).number("/0/State/LocksHeldOrWaiting")).isEqualTo(1);
    }

    @Test
    void a_released_lock_is_free() {
        Answer held = http.post("/v1/locks", lock("released"));
        Answer answer = http.delete("/v1/locks/" + lockId(held), session(sessionId(held)));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.raw().body()).isEmpty();
        assertThat(http.post("/v1/locks?wait=0", lock("released")).status()).isEqualTo(200);
    }

    @Test
    void releasing_twice_is_404_and_with_another_session_409() {
        Answer held = http.post("/v1/locks", lock("twice"));
        Answer wrong = http.delete("/v1/locks/" + lockId(held), session("another"));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.text("/type")).isEqualTo("urn:willow:problem:wrong-session");
        assertThat(http.delete("/v1/locks/" + lockId(held), session(sessionId(held))).status()).isEqualTo(204);
        Answer again = http.delete("/v1/locks/" + lockId(held), session(sessionId(held)));
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("/type")).isEqualTo("urn:willow:problem:unknown-lock");
    }

    @Test
    void a_heartbeat_answers_with_the_lock_404_if_it_is_gone_and_409_to_another_session() {
        Answer held = http.post("/v1/locks", lock("beat"));
        String heartbeat = "/v1/locks/" + lockId(held) + "/heartbeat";
        Answer kept = http.post(heartbeat, session(sessionId(held)));
        assertThat(kept.status()).isEqualTo(200);
        assertThat(lockId(kept)).isEqualTo(lockId(held));
        assertThat(kept.number("/State/TimeTillExpire")).isEqualTo(5_000_000_000L);
        assertThat(http.post(heartbeat, session("another")).status()).isEqualTo(409);
        assertThat(http.post("/v1/locks/nothing/heartbeat", session(sessionId(held))).status()).isEqualTo(404);
    }

    @Test
    void shared_holders_stand_side_by_side_and_keep_an_exclusive_one_out() {
        String shared = lock("\"branch\": \"shared\"", "\"Mode\": \"shared\"");
        assertThat(http.post("/v1/locks", shared).status()).isEqualTo(200);
        Answer second = http.post("/v1/locks", shared);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/Spec/Properties/Mode")).isEqualTo("shared");
        assertThat(second.number("/State/LocksHeldOrWaiting")).isEqualTo(2);
        assertThat(http.post("/v1/locks?wait=0", lock("shared")).status()).isEqualTo(409);
    }

    @Test
    void a_semaphore_has_its_places_and_no_other_number_is_accepted() {
        String place = lock("\"pool\": \"db\"", "\"MaxHolders\": 2");
        assertThat(http.post("/v1/locks", place).status()).isEqualTo(200);
        assertThat(http.post("/v1/locks", place).status()).isEqualTo(200);
        assertThat(http.post("/v1/locks?wait=0", place).status()).isEqualTo(409);
        Answer other = http.post("/v1/locks", lock("\"pool\": \"db\"", "\"MaxHolders\": 3"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("/type")).isEqualTo("urn:willow:problem:holders-mismatch");
        assertThat(other.number("/MaxHolders")).isEqualTo(2);
    }

    @Test
    void together_grants_all_under_one_session_or_none() {
        Answer all = http.post("/v1/locks/together", together(lock("t1"), lock("t2")));
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.body().size()).isEqualTo(2);
        assertThat(all.text("/0/Spec/DBDefinition/KeyValues/branch/Data")).isEqualTo("t1");
        assertThat(all.text("/0/State/SessionID")).isEqualTo(all.text("/1/State/SessionID"));
        assertThat(http.post("/v1/locks/together?wait=0", together(lock("t3"), lock("t2"))).status()).isEqualTo(409);
        assertThat(http.post("/v1/locks?wait=0", lock("t3")).status()).isEqualTo(200);
    }

    @Test
    void together_lasts_as_long_as_the_shortest_time_out_among_its_locks() {
        Answer all = http.post("/v1/locks/together", together(
                lock("\"branch\": \"s1\"", "\"Timeout\": \"9s\""), lock("\"branch\": \"s2\"", "\"Timeout\": \"2s\"")));
        assertThat(all.number("/0/Spec/Properties/Timeout")).isEqualTo(2_000_000_000L);
        assertThat(all.number("/1/Spec/Properties/Timeout")).isEqualTo(2_000_000_000L);
    }

    @Test
    void a_line_that_is_full_is_429() {
        try (RunningLocker small = RunningLocker.inMemory("locker.max-waiters=0")) {
            small.http().post("/v1/locks", lock("full"));
            Answer answer = small.http().post("/v1/locks", lock("full"));
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:too-many-waiting");
        }
    }

    @Test
    void an_acquisition_under_an_unknown_session_is_404() {
        Answer answer = http.post("/v1/locks", lock("\"branch\": \"x\"", "\"SessionID\": \"nobody\""));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:unknown-session");
    }

    private static Answer find(String lockId) {
        return http.post("/v1/locks/query", "{\"Selections\": {\"IDs\": [\"" + lockId + "\"]}}");
    }
}
