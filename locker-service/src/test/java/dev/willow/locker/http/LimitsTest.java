package dev.willow.locker.http;

import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.input.Problems;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much a caller may ask for at most, and ids and headers that nobody gave out.
class LimitsTest {
    @AutoClose
    private static final RunningLocker locker = RunningLocker.inMemory();

    private static final Http http = locker.http();

    @Test
    void a_set_has_at_most_64_keys() {
        assertThat(http.post("/v1/locks", lock(keys(64), "")).status()).isEqualTo(200);
        refused(http.post("/v1/locks", lock(keys(65), "")), "$.Spec.DBDefinition.KeyValues");
    }

    @Test
    void at_most_1000_locks_are_taken_together() {
        assertThat(http.post("/v1/locks/together", locks(1_000)).body().size()).isEqualTo(1_000);
        refused(http.post("/v1/locks/together", locks(1_001)), "$.Locks");
    }

    @Test
    void a_query_is_nested_at_most_16_deep_and_has_at_most_256_terms() {
        for (String part : new String[] {"AND", "OR"}) {
            assertThat(http.post("/v1/locks/query", nested(part, 16)).status()).isEqualTo(200);
            assertThat(http.post("/v1/locks/query", nested(part, 17)).status()).isEqualTo(400);
        }
        assertThat(http.post("/v1/locks/query", terms(256)).status()).isEqualTo(200);
        Problems.check(http.post("/v1/locks/query", terms(257)), 400);
        Problems.check(http.post("/v1/locks/query", "{\"OR\":[".repeat(5_000) + "]}".repeat(5_000)), 400);
    }

    @Test
    void a_line_is_full_with_as_many_callers_as_are_allowed_and_has_room_again_when_one_is_served() {
        try (RunningLocker small = RunningLocker.inMemory("locker.max-waiters=2")) {
            Answer holder = small.http().post("/v1/locks", lock("a"));
            for (int i = 0; i < 2; i++) {
                small.http().posting("/v1/locks", lock("a"));
                small.events().await(LockEvent.Queued.class);
            }
            assertThat(small.http().post("/v1/locks", lock("a")).status()).isEqualTo(429);
            assertThat(small.http().post("/v1/locks/together", together(lock("a"), lock("b"))).status()).isEqualTo(429);
            assertThat(small.http().post("/v1/locks?wait=0", lock("a")).status()).as("waits in no line").isEqualTo(409);
            small.http().delete("/v1/sessions/" + Answers.sessionId(holder));
            small.http().posting("/v1/locks", lock("a"));
            small.events().await(LockEvent.Queued.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "%0d%0aX: y", "..%2f..", "%F0%9F%98%80", "%ed%a0%80", "'%20OR%201=1", "%25", "a%2Fb", "{}"})
    void an_id_that_nobody_gave_out_is_unknown_whatever_it_looks_like(String id) {
        String path = id.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20");
        checkUnknown(http.post("/v1/locks/" + path + "/heartbeat", Bodies.session("s")));
        checkUnknown(http.delete("/v1/locks/" + path, Bodies.session("s")));
        checkUnknown(http.post("/v1/sessions/" + path + "/heartbeat", null));
        checkUnknown(http.delete("/v1/sessions/" + path));
        checkUnknown(http.get("/v1/sessions/" + path + "/contended?wait=0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb"})
    void a_wrong_key_is_refused_and_takes_nothing(String key) {
        Answer answer = http.post("/v1/locks", lock("never"), "Idempotency-Key", key);
        refused(answer, "Idempotency-Key");
        refused(http.post("/v1/sessions", null, "Idempotency-Key", "x".repeat(129)), "Idempotency-Key");
        assertThat(http.post("/v1/locks/query", "{\"Selections\": {\"KeyValues\": {\"branch\": \"never\"}}}").body().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{\"x\": 1}", "${jndi:x}"})
    void a_strange_request_id_does_no_harm(String id) {
        Answer answer = http.call("GET", "/v1/locks", null, "X-Request-ID", id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Request-ID").orElseThrow()).isNotEmpty();
    }

    private static void checkUnknown(Answer answer) {
        String what = answer.raw().uri() + ": " + answer.raw().body();
        assertThat(answer.status()).as(what).isIn(404, 400); // 400 is the server's, for what is no path
        assertThat(answer.kind()).as(what).isIn("unknown-lock", "unknown-session", "invalid-request");
    }

    private static void refused(Answer answer, String field) {
        Problems.check(answer, 400);
        assertThat(answer.text("/Field")).isEqualTo(field);
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(key -> "\"k" + key + "\": 1").collect(Collectors.joining(", "));
    }

    private static String locks(int count) {
        return together(IntStream.range(0, count).mapToObj(number -> lock("\"n\": " + number, "")).toArray(String[]::new));
    }

    private static String nested(String part, int depth) {
        return ("{\"" + part + "\": [").repeat(depth) + "{}" + "]}".repeat(depth);
    }

    private static String terms(int count) {
        return "{\"OR\": [" + IntStream.range(0, count)
                .mapToObj(number -> "{\"Selections\": {\"KeyValues\": {\"k\": " + number + "}}}").collect(Collectors.joining(", ")) + "]}";
    }
}
