package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.engine.EngineStatus;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.StubEngine;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every call of every service can rely on, over real HTTP.
class RequestsTest {
    private static final String THING =
            "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"os\":{\"Type\":13,\"Data\":\"linux\"}}},\"Properties\":{\"Counters\":1}}}";
    @AutoClose
    private static final RunningTinyService service = RunningTinyService.start("limits.body-size=1000B");

    private static final Http http = service.http();

    @Test
    void an_answer_is_json_in_canonical_form() {
        Answer answer = http.call("POST", "/v1/things", THING.replace("{\"Type\":13,\"Data\":\"linux\"}", "\"linux\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.content()).isEqualTo(THING);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Content-Length")).contains(String.valueOf(THING.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void json_is_taken_with_or_without_its_charset(String type) {
        assertThat(http.call("POST", "/v1/things", THING, "Content-Type", type).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "nonsense", "application/*"})
    void another_content_type_is_415(String type) {
        assertProblem(http.call("POST", "/v1/things", THING, "Content-Type", type), 415, "unsupported-media-type");
    }

    @Test
    void a_get_with_a_body_works_like_its_post_form() {
        String query = "{\"Selections\":{\"IDs\":[\"a\"]},\"Limit\":3}";
        for (String method : new String[] {"GET", "POST"}) {
            assertThat(http.call(method, "/v1/things/query", query).content()).isEqualTo("{\"Selections\":{\"IDs\":[\"a\"],\"KeyValues\":{}},\"Limit\":3}");
            assertThat(http.call(method, "/v1/things/query", null).content()).isEqualTo("{}");
            assertThat(http.call(method, "/v1/things/query", "{}").content()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Spec": 1}                 | invalid-request | $.Spec
        {"Spec": {}, "Spek": {}}    | invalid-request | $.Spec.DBDefinition
        {"x                         | malformed-json  |
        """)
    void a_wrong_body_is_400_with_the_place(String body, String type, String field) {
        Problem problem = assertProblem(http.call("POST", "/v1/things", body), 400, type);
        assertThat(problem.field().orElse(null)).isEqualTo(field);
        assertThat(problem.instance()).contains("/v1/things");
        if (field == null) assertThat(problem.members()).containsKeys("Line", "Column");
    }

    @Test
    void a_missing_body_is_400() {
        assertThat(assertProblem(http.call("POST", "/v1/things", null), 400, "invalid-request").field()).contains("$");
        assertThat(assertProblem(http.call("POST", "/v1/things", "null"), 400, "invalid-request").field()).contains("$");
        assertThat(assertProblem(http.call("POST", "/v1/things", " "), 400, "invalid-request").field()).contains("$");
    }

    @Test
    void the_message_repeats_the_detail_for_clients_of_the_original() {
        assertThat(http.call("POST", "/v1/things", "{}").content())
                .contains("\"detail\":\"$.Spec: is required\"", "\"Message\":\"$.Spec: is required\"");
    }

    @Test
    void batch_entries_are_read_one_by_one() {
        assertThat(http.call("PUT", "/v1/things/batch", "[" + THING + ", {}, " + THING + "]").content())
                .isEqualTo("[\"ok\",\"$[1].Spec\",\"ok\"]");
    }

    @Test
    void a_body_over_the_limit_is_413_whether_it_says_its_length_or_not() {
        String large = "{\"After\": \"" + "x".repeat(1000) + "\"}";
        assertProblem(http.call("POST", "/v1/things/query", large), 413, "body-too-large");
        String fits = "{\"After\": \"" + "x".repeat(900) + "\"}";
        assertThat(http.call("GET", "/v1/things/query", fits).status()).isEqualTo(200);
        try (var connection = http.connect()) {
            connection.write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int chunk = 0; chunk < 20; chunk++) connection.write("64\r\n" + " ".repeat(100) + "\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 413").contains("body-too-large"); // it never got to its end
        }
    }

    @Test
    void a_chunked_body_within_the_limit_is_read() {
        try (var connection = http.connect()) {
            connection.write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write("5\r\n{\"Lim\r\n7\r\nit\": 7}\r\n0\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 200").endsWith("{\"Limit\":7}");
        }
    }

    /// A client whose connection breaks while it sends does not read the reason any more. Here nothing more comes, so the end comes with the
    /// end of that moment; a slow machine makes it later still.
    @ParameterizedTest
    @MethodSource("tooLarge")
    void a_body_that_is_refused_is_waited_for_a_moment_longer(String begin) {
        try (var connection = http.connect()) {
            long begun = System.nanoTime();
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + begin);
            assertThat(connection.read()).startsWith("HTTP/1.1 413").contains("body-too-large");
            assertThat(connection.read()).as("the end of the connection").isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
        }
    }

    static Stream<String> tooLarge() {
        return Stream.of("Content-Length: 1048576\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n" + ("64\r\n" + " ".repeat(100) + "\r\n").repeat(20));
    }

    @Test
    void a_body_that_is_refused_is_read_to_its_end_and_the_connection_ends_with_it() {
        try (var connection = http.connect()) {
            connection.send("POST", "/v1/things", " ".repeat(1 << 20));
            assertThat(connection.read()).startsWith("HTTP/1.1 413").contains("body-too-large");
            assertThat(connection.read()).isEmpty();
        }
    }

    @Test
    void an_endless_body_that_says_so_is_refused_before_it_is_read() {
        try (var connection = http.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{");
            assertThat(connection.read()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_breaks_off_or_is_no_http_is_400_and_no_defect() {
        try (var connection = http.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("invalid-request");
        }
        try (var connection = http.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{}");
            connection.sendNoMore();
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("invalid-request");
        }
    }

    @Test
    void a_connection_is_kept_for_as_many_requests_as_its_client_has() {
        try (var connection = http.connect()) {
            for (int i = 0; i < 300; i++) {
                connection.write("GET /v1/max HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(connection.read()).startsWith("HTTP/1.1 200").doesNotContain("close");
            }
        }
    }

    @Test
    void a_path_that_is_not_there_is_404() {
        assertProblem(http.get("/v1/nothing"), 404, "no-such-path");
        assertProblem(http.get("/nothing/at/all"), 404, "no-such-path");
        assertProblem(http.get("/"), 404, "no-such-path");
    }

    @Test
    void a_method_that_is_not_there_is_405_and_tells_those_that_are() {
        Answer answer = http.call("PATCH", "/v1/things", THING);
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("POST");
    }

    @Test
    void head_never_takes_what_get_would_hand_out() {
        assertThat(http.call("HEAD", "/v1/max", null).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "nonsense", "image/*;q=0.1"})
    void json_is_answered_whatever_a_caller_accepts(String accept) {
        assertThat(http.get("/v1/max", null, "Accept", accept).content()).isEqualTo("{\"Max\":-1}");
        assertProblem(http.get("/v1/nothing", null, "Accept", accept), 404, "no-such-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/x|y HTTP/1.1", "GET /v1/%zz HTTP/1.1", "GET /v1/../../etc HTTP/1.1",
        "BREW /v1/max HTTP/1.1", "GET /v1/max?max=%zz HTTP/1.1", "TRACE / HTTP/1.1", "GET /v1/fails/%00 HTTP/1.1"})
    void odd_request_lines_get_a_problem_and_never_a_500(String line) {
        try (var connection = http.connect()) {
            connection.write(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answer = connection.read();
            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
            assertThat(answer).doesNotContainIgnoringCase("tomcat", "java", "<html", "exception");
        }
    }

    @Test
    void what_is_beyond_this_http_server_is_told_so_and_is_no_defect() {
        try (var connection = http.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n{}");
            assertThat(connection.read()).startsWith("HTTP/1.1 501").contains("\"status\":501").contains("invalid-request").doesNotContain("defect");
        }
    }

    @Test
    void what_is_refused_before_any_filter_has_a_request_id_too() {
        try (var connection = http.connect()) {
            connection.write("GET /v1/x|y HTTP/1.1\r\nHost: x\r\nX-Request-ID: build-7\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("X-Request-ID: ");
        }
        assertThat(http.call("TRACE", "/v1/max", null, "X-Request-ID", "build-7").header("X-Request-ID")).contains("build-7");
        assertThat(http.get("/v1/max", null, "Cookie", "a=b;".repeat(500)).header("X-Request-ID")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x", "application/json;charset=", "text/plain;charset=x-none"})
    void no_content_type_is_a_defect_where_no_body_is_read(String type) {
        for (String path : new String[] {"/health", "/actuator/health", "/docs/openapi.json"}) {
            assertThat(http.get(path, "{}", "Content-Type", type).status()).as(path).isIn(200, 415);
            assertThat(http.get(path, null, "Content-Type", type).status()).as(path).isIn(200, 415);
        }
        assertThat(http.get("/v1/max", null, "Content-Type", type).status()).isEqualTo(200);
    }

    @Test
    void names_in_paths_may_hold_slashes_and_anything_else() {
        assertThat(http.get("/v1/names/a%2Fb%5Cc%20d%3Be%3F%25%C3%A9").content()).isEqualTo("{\"Name\":\"a/b\\\\c d;e?%é\"}");
    }

    @Test
    void a_defect_is_500_without_a_word_about_the_inside() {
        Answer answer = http.get("/v1/fails/defect");
        assertProblem(answer, 500, "internal");
        assertThat(answer.content()).doesNotContain("secret", "Exception", "dev.willow");
    }

    @Test
    void a_refusal_for_now_says_when_to_try_again() {
        Answer unavailable = http.get("/v1/fails/unavailable");
        assertThat(assertProblem(unavailable, 503, "unavailable").detail()).isEqualTo("not leading yet");
        assertThat(unavailable.header("Retry-After")).contains("2");
        Answer busy = http.get("/v1/fails/busy");
        assertProblem(busy, 429, "too-many-waiting");
        assertThat(busy.header("Retry-After")).contains("1");
        assertProblem(http.get("/v1/fails/reused"), 422, "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource({"-1", "6m", "abc", "1.5", "''", "99999999999999999999999"})
    void a_wait_that_is_no_duration_or_too_long_is_400(String wait) {
        Problem problem = assertProblem(http.call("POST", "/v1/turns?wait=" + wait, null), 400, "invalid-request");
        assertThat(problem.field()).contains("wait");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1001", "x", "''", "1.0"})
    void a_max_that_is_no_number_of_things_is_400(String max) {
        assertThat(assertProblem(http.get("/v1/max?max=" + max), 400, "invalid-request").field()).contains("max");
        assertThat(http.get("/v1/max?max=1000").content()).isEqualTo("{\"Max\":1000}");
    }

    @Test
    void an_idempotency_key_is_bound_to_the_call_and_the_bytes_of_the_body() {
        String one = http.call("DELETE", "/v1/names/a", "{}", "Idempotency-Key", "k-1").content();
        assertThat(one).contains("\"Key\":\"k-1\"", "DELETE /v1/names/a");
        assertThat(http.call("DELETE", "/v1/names/a", "{}", "Idempotency-Key", "k-1").content()).isEqualTo(one);
        assertThat(http.call("DELETE", "/v1/names/a", "{ }", "Idempotency-Key", "k-1").content()).isNotEqualTo(one);
        assertThat(http.call("DELETE", "/v1/names/a", "{}").content()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "é"})
    void an_idempotency_key_of_other_characters_is_400(String key) {
        try (var connection = http.connect()) {
            connection.write("DELETE /v1/names/a HTTP/1.1\r\nHost: x\r\nIdempotency-Key: " + key + "\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("\"Field\":\"Idempotency-Key\"");
        }
    }

    @Test
    void an_idempotency_key_has_at_most_128_characters() {
        assertThat(http.call("DELETE", "/v1/names/a", null, "Idempotency-Key", "k".repeat(128)).status()).isEqualTo(200);
        assertThat(http.call("DELETE", "/v1/names/a", null, "Idempotency-Key", "k".repeat(129)).status()).isEqualTo(400);
    }

    @Test
    void a_request_id_is_taken_over_or_made() {
        assertThat(http.get("/v1/max", null, "X-Request-ID", "build-7/a.b:c").header("X-Request-ID")).contains("build-7/a.b:c");
        String made = http.get("/v1/max").header("X-Request-ID").orElseThrow();
        assertThat(made).matches("[0-9a-hjkmnp-tv-z]{26}");
        for (String odd : new String[] {"a b", "x".repeat(129), "a\tb", "<script>", "a,b"})
            assertThat(http.get("/v1/max", null, "X-Request-ID", odd).header("X-Request-ID").orElseThrow())
                    .isNotEqualTo(odd)
                    .hasSize(26);
        assertThat(http.get("/v1/nothing", null, "X-Request-ID", "r1").header("X-Request-ID")).contains("r1");
    }

    @Test
    void the_cursor_of_the_next_page_is_a_header() {
        Answer page = http.get("/v1/page");
        assertThat(page.content()).isEqualTo("[]");
        assertThat(page.header("X-Next-Cursor")).contains("next-one");
    }

    @Test
    void health_follows_the_engine() {
        StubEngine engine = service.bean(StubEngine.class);
        assertThat(http.get("/health").content()).isEqualTo("{\"Status\":\"ready\"}");
        assertThat(http.get("/actuator/health").status()).isEqualTo(200);
        engine.status = new EngineStatus.NotReady("reading its log");
        try {
            Answer answer = http.get("/health");
            assertThat(assertProblem(answer, 503, "unavailable").detail()).isEqualTo("reading its log");
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(http.get("/actuator/health").status()).isEqualTo(503);
        } finally {
            engine.status = new EngineStatus.Ready();
        }
    }

    @Test
    void metrics_are_served_for_prometheus() {
        Answer metrics = http.get("/actuator/prometheus");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.content()).contains("jvm_memory_used_bytes");
        assertThat(http.get("/actuator/env").status()).isEqualTo(404);
    }

    private static Problem assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        Problem problem = WillowJson.lenientMapper().readValue(answer.content(), Problem.class);
        assertThat(problem.type()).isEqualTo("urn:willow:problem:" + type);
        assertThat(problem.status()).isEqualTo(status);
        return problem;
    }
}
