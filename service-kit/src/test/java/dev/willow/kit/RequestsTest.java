package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.kit.app.RunningService;
import dev.willow.kit.app.StubEngine;
import dev.willow.engine.EngineStatus;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every call of every service can rely on, over real HTTP.
class RequestsTest {
    private static final String THING =
            "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"os\":{\"Type\":13,\"Data\":\"linux\"}}},\"Properties\":{\"Counters\":1}}}";
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start("--limits.body-size=1000B");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void an_answer_is_json_in_canonical_form() throws Exception {
        HttpResponse<String> answer = service.send("POST", "/v1/things", THING.replace("{\"Type\":13,\"Data\":\"linux\"}", "\"linux\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(THING);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(THING.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void json_is_taken_with_or_without_its_charset(String type) throws Exception {
        assertThat(service.send("POST", "/v1/things", THING, "Content-Type", type).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "nonsense", "application/*"})
    void another_content_type_is_415(String type) throws Exception {
        assertProblem(service.send("POST", "/v1/things", THING, "Content-Type", type), 415, "unsupported-media-type");
    }

    @Test
    void a_get_with_a_body_works_like_its_post_form() throws Exception {
        String query = "{\"Selections\":{\"IDs\":[\"a\"]},\"Limit\":3}";
        for (String method : new String[] {"GET", "POST"}) {
            assertThat(service.send(method, "/v1/things/query", query).body()).isEqualTo("{\"Selections\":{\"IDs\":[\"a\"],\"KeyValues\":{}},\"Limit\":3}");
            assertThat(service.send(method, "/v1/things/query", null).body()).isEqualTo("{}");
            assertThat(service.send(method, "/v1/things/query", "{}").body()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Spec": 1}                 | invalid-request | $.Spec
        {"Spec": {}, "Spek": {}}    | invalid-request | $.Spec.DBDefinition
        {"x                         | malformed-json  |
        """)
    void a_wrong_body_is_400_with_the_place(String body, String type, String field) throws Exception {
        Problem problem = assertProblem(service.send("POST", "/v1/things", body), 400, type);
        assertThat(problem.field().orElse(null)).isEqualTo(field);
        assertThat(problem.instance()).contains("/v1/things");
        if (field == null) assertThat(problem.members()).containsKeys("Line", "Column");
    }

    @Test
    void a_missing_body_is_400() throws Exception {
        assertThat(assertProblem(service.send("POST", "/v1/things", null), 400, "invalid-request").field()).contains("$");
        assertThat(assertProblem(service.send("POST", "/v1/things", "null"), 400, "invalid-request").field()).contains("$");
        assertThat(assertProblem(service.send("POST", "/v1/things", " "), 400, "invalid-request").field()).contains("$");
    }

    @Test
    void the_message_repeats_the_detail_for_clients_of_the_original() throws Exception {
        assertThat(service.send("POST", "/v1/things", "{}").body())
                .contains("\"detail\":\"$.Spec: is required\"", "\"Message\":\"$.Spec: is required\"");
    }

    @Test
    void batch_entries_are_read_one_by_one() throws Exception {
        assertThat(service.send("PUT", "/v1/things/batch", "[" + THING + ", {}, " + THING + "]").body())
                .isEqualTo("[\"ok\",\"$[1].Spec\",\"ok\"]");
    }

    @Test
    void a_body_over_the_limit_is_413_whether_it_says_its_length_or_not() throws Exception {
        String large = "{\"After\": \"" + "x".repeat(1000) + "\"}";
        assertProblem(service.send("POST", "/v1/things/query", large), 413, "body-too-large");
        String fits = "{\"After\": \"" + "x".repeat(900) + "\"}";
        assertThat(service.send("GET", "/v1/things/query", fits).statusCode()).isEqualTo(200);
        try (var connection = service.connect()) {
            connection.write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int chunk = 0; chunk < 20; chunk++) connection.write("64\r\n" + " ".repeat(100) + "\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 413").contains("body-too-large"); // it never got to its end
        }
    }

    @Test
    void a_chunked_body_within_the_limit_is_read() throws Exception {
        try (var connection = service.connect()) {
            connection.write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write("5\r\n{\"Lim\r\n7\r\nit\": 7}\r\n0\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 200").endsWith("{\"Limit\":7}");
        }
    }

    @Test
    void an_endless_body_that_says_so_is_refused_before_it_is_read() throws Exception {
        try (var connection = service.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{");
            assertThat(connection.read()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_breaks_off_or_is_no_http_is_400_and_no_defect() throws Exception {
        try (var connection = service.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("invalid-request");
        }
        try (var connection = service.connect()) {
            connection.write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{}");
            connection.socket().shutdownOutput();
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("invalid-request");
        }
    }

    @Test
    void a_connection_is_kept_for_as_many_requests_as_its_client_has() throws Exception {
        try (var connection = service.connect()) {
            for (int i = 0; i < 300; i++) {
                connection.write("GET /v1/max HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(connection.read()).startsWith("HTTP/1.1 200").doesNotContain("close");
            }
        }
    }

    @Test
    void a_path_that_is_not_there_is_404() throws Exception {
        assertProblem(service.get("/v1/nothing"), 404, "no-such-path");
        assertProblem(service.get("/nothing/at/all"), 404, "no-such-path");
        assertProblem(service.get("/"), 404, "no-such-path");
    }

    @Test
    void a_method_that_is_not_there_is_405_and_tells_those_that_are() throws Exception {
        HttpResponse<String> answer = service.send("PATCH", "/v1/things", THING);
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void head_never_takes_what_get_would_hand_out() throws Exception {
        assertThat(service.send("HEAD", "/v1/max", null).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "nonsense", "image/*;q=0.1"})
    void json_is_answered_whatever_a_caller_accepts(String accept) throws Exception {
        assertThat(service.get("/v1/max", "Accept", accept).body()).isEqualTo("{\"Max\":-1}");
        assertProblem(service.get("/v1/nothing", "Accept", accept), 404, "no-such-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/x|y HTTP/1.1", "GET /v1/%zz HTTP/1.1", "GET /v1/../../etc HTTP/1.1",
        "BREW /v1/max HTTP/1.1", "GET /v1/max?max=%zz HTTP/1.1", "TRACE / HTTP/1.1", "GET /v1/fails/%00 HTTP/1.1"})
    void odd_request_lines_get_a_problem_and_never_a_500(String line) throws Exception {
        try (var connection = service.connect()) {
            connection.write(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answer = connection.read();
            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*");
            assertThat(answer).doesNotContainIgnoringCase("tomcat", "java", "<html", "exception");
        }
    }

    @Test
    void names_in_paths_may_hold_slashes_and_anything_else() throws Exception {
        assertThat(service.get("/v1/names/a%2Fb%5Cc%20d%3Be%3F%25%C3%A9").body()).isEqualTo("{\"Name\":\"a/b\\\\c d;e?%é\"}");
    }

    @Test
    void a_defect_is_500_without_a_word_about_the_inside() throws Exception {
        HttpResponse<String> answer = service.get("/v1/fails/defect");
        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.willow");
    }

    @Test
    void a_refusal_for_now_says_when_to_try_again() throws Exception {
        HttpResponse<String> unavailable = service.get("/v1/fails/unavailable");
        assertThat(assertProblem(unavailable, 503, "unavailable").detail()).isEqualTo("not leading yet");
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("2");
        HttpResponse<String> busy = service.get("/v1/fails/busy");
        assertProblem(busy, 429, "too-many-waiting");
        assertThat(busy.headers().firstValue("Retry-After")).contains("1");
        assertProblem(service.get("/v1/fails/reused"), 422, "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource({"-1", "6m", "abc", "1.5", "''", "99999999999999999999999"})
    void a_wait_that_is_no_duration_or_too_long_is_400(String wait) throws Exception {
        Problem problem = assertProblem(service.send("POST", "/v1/turns?wait=" + wait, null), 400, "invalid-request");
        assertThat(problem.field()).contains("wait");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1001", "x", "''", "1.0"})
    void a_max_that_is_no_number_of_things_is_400(String max) throws Exception {
        assertThat(assertProblem(service.get("/v1/max?max=" + max), 400, "invalid-request").field()).contains("max");
        assertThat(service.get("/v1/max?max=1000").body()).isEqualTo("{\"Max\":1000}");
    }

    @Test
    void an_idempotency_key_is_bound_to_the_call_and_the_bytes_of_the_body() throws Exception {
        String one = service.send("DELETE", "/v1/names/a", "{}", "Idempotency-Key", "k-1").body();
        assertThat(one).contains("\"Key\":\"k-1\"", "DELETE /v1/names/a");
        assertThat(service.send("DELETE", "/v1/names/a", "{}", "Idempotency-Key", "k-1").body()).isEqualTo(one);
        assertThat(service.send("DELETE", "/v1/names/a", "{ }", "Idempotency-Key", "k-1").body()).isNotEqualTo(one);
        assertThat(service.send("DELETE", "/v1/names/a", "{}").body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "é"})
    void an_idempotency_key_of_other_characters_is_400(String key) throws Exception {
        try (var connection = service.connect()) {
            connection.write("DELETE /v1/names/a HTTP/1.1\r\nHost: x\r\nIdempotency-Key: " + key + "\r\n\r\n");
            assertThat(connection.read()).startsWith("HTTP/1.1 400").contains("\"Field\":\"Idempotency-Key\"");
        }
    }

    @Test
    void an_idempotency_key_has_at_most_128_characters() throws Exception {
        assertThat(service.send("DELETE", "/v1/names/a", null, "Idempotency-Key", "k".repeat(128)).statusCode()).isEqualTo(200);
        assertThat(service.send("DELETE", "/v1/names/a", null, "Idempotency-Key", "k".repeat(129)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_request_id_is_taken_over_or_made() throws Exception {
        assertThat(service.get("/v1/max", "X-Request-ID", "build-7/a.b:c").headers().firstValue("X-Request-ID")).contains("build-7/a.b:c");
        String made = service.get("/v1/max").headers().firstValue("X-Request-ID").orElseThrow();
        assertThat(made).matches("[0-9a-hjkmnp-tv-z]{26}");
        for (String odd : new String[] {"a b", "x".repeat(129), "a\tb", "<script>", "a,b"})
            assertThat(service.get("/v1/max", "X-Request-ID", odd).headers().firstValue("X-Request-ID").orElseThrow())
                    .isNotEqualTo(odd)
                    .hasSize(26);
        assertThat(service.get("/v1/nothing", "X-Request-ID", "r1").headers().firstValue("X-Request-ID")).contains("r1");
    }

    @Test
    void the_cursor_of_the_next_page_is_a_header() throws Exception {
        HttpResponse<String> page = service.get("/v1/page");
        assertThat(page.body()).isEqualTo("[]");
        assertThat(page.headers().firstValue("X-Next-Cursor")).contains("next-one");
    }

    @Test
    void health_follows_the_engine() throws Exception {
        StubEngine engine = service.context.getBean(StubEngine.class);
        assertThat(service.get("/health").body()).isEqualTo("{\"Status\":\"ready\"}");
        assertThat(service.get("/actuator/health").statusCode()).isEqualTo(200);
        engine.status = new EngineStatus.NotReady("reading its log");
        try {
            HttpResponse<String> answer = service.get("/health");
            assertThat(assertProblem(answer, 503, "unavailable").detail()).isEqualTo("reading its log");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(service.get("/actuator/health").statusCode()).isEqualTo(503);
        } finally {
            engine.status = new EngineStatus.Ready();
        }
    }

    @Test
    void metrics_are_served_for_prometheus() throws Exception {
        HttpResponse<String> metrics = service.get("/actuator/prometheus");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
        assertThat(service.get("/actuator/env").statusCode()).isEqualTo(404);
    }

    private static Problem assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        Problem problem = WillowJson.lenientMapper().readValue(answer.body(), Problem.class);
        assertThat(problem.type()).isEqualTo("urn:willow:problem:" + type);
        assertThat(problem.status()).isEqualTo(status);
        return problem;
    }
}
