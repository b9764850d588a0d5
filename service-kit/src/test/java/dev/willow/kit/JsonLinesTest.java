package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.TinyService;
import dev.willow.kit.http.RequestIds;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a process writes, as JSON and as text: one line for each thing that happened, whatever is in it.
class JsonLinesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PORT = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+)");
    private static final String ODD = "/v1/names/two%0Alines%20%22quoted%22%7B%7D%5C%E2%98%83";

    private RunningProcess process;
    private Http http;

    @AfterEach
    void end() throws InterruptedException {
        http.close();
        process.kill();
    }

    private void start(String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TinyService.class.getName()));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ENGINE_DURABILITY", "memory");
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("SPRING_APPLICATION_NAME", "tiny");
        process = new RunningProcess("the tiny service", builder);
        Matcher port = PORT.matcher(process.awaitLine(line -> PORT.matcher(line).find(), PATIENCE));
        assertThat(port.find()).isTrue();
        http = new Http(Integer.parseInt(port.group(1)));
    }

    private void call() throws InterruptedException {
        assertThat(http.post("/actuator/loggers/dev.willow.kit.app", "{\"configuredLevel\": \"DEBUG\"}", "Content-Type", "application/json").status()).isEqualTo(204);
        http.get(ODD, null, RequestIds.HEADER, "id-1");
        http.get("/v1/fails/defect", null, RequestIds.HEADER, "id-2");
        assertThat(http.get("/v1/things/query", null, RequestIds.HEADER, "id-3").status()).isEqualTo(200);
        process.awaitLine(line -> line.contains("id-3"), PATIENCE);
    }

    @Test
    void each_line_is_a_json_object_with_the_request_id_if_it_has_one() throws Exception {
        start("--logging.structured.format.console=ecs");
        call();
        List<JsonNode> lines = process.output().lines().map(JSON::readTree).toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(Instant.parse(line.path("@timestamp").asString())).isNotNull();
            assertThat(line.at("/log/level").asString()).isNotEmpty();
            assertThat(line.at("/log/logger").asString()).isNotEmpty();
            assertThat(line.at("/service/name").asString()).isEqualTo("tiny");
            assertThat(line.path("message").asString()).isNotEmpty();
        });
        assertThat(messageOf(lines, "id-1")).contains("asked for two\nlines \"quoted\"{}\\☃");
        assertThat(messageOf(lines, "id-2")).contains("defect in GET /v1/fails/defect");
        assertThat(messageOf(lines, "id-3")).contains("a query came in");
        assertThat(lines.getFirst().has("http.request.id")).as("the start is no request's").isFalse();
        assertThat(lines).filteredOn(line -> line.at("/error/stack_trace").asString().contains("\n\tat ")).hasSize(1);
    }

    private static Optional<String> messageOf(List<JsonNode> lines, String id) {
        return lines.stream().filter(line -> line.path("http.request.id").asString().equals(id))
                .map(line -> line.path("message").asString()).findFirst();
    }

    @Test
    void as_text_what_users_sent_does_not_look_like_lines_of_its_own() throws Exception {
        start();
        call();
        assertThat(process.output().lines()).filteredOn(line -> line.contains("asked for"))
                .singleElement().asString().contains("DEBUG [id-1] TinyService: asked for two | lines \"quoted\"{}\\☃");
        assertThat(process.output().lines()).filteredOn(line -> line.startsWith("lines")).isEmpty();
    }
}
