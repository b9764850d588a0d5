package dev.willow.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.willow.testing.metrics.Scrape;
import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Prometheus itself thinks of its settings, of the alerts and the queries of the dashboard, and of what the services show.
/// Skipped where its tool is not.
class PromtoolTest {
    private static final Path OBSERVABILITY = Path.of("../docker/observability");
    private static final Duration BOUND = Duration.ofSeconds(60);
    /// Ours, and those that the kit takes the place of Spring Boot's with. The rest are Spring Boot's and Tomcat's matter.
    private static final Pattern OURS = Pattern.compile("(engine|willow|limiter|locker|http)_.*");

    @TempDir
    Path folder;

    @BeforeEach
    void look() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "promtool"))),
                "skipped: there is no promtool on the PATH, which comes with Prometheus");
    }

    @Test
    void the_settings_of_prometheus_are_valid() throws Exception {
        succeeds("promtool check config --syntax-only prometheus.yaml");
    }

    @Test
    void every_alert_fires_when_it_should_and_not_before() throws Exception {
        succeeds("promtool check rules --lint-fatal alerts.yaml");
        succeeds("promtool test rules alerts-test.yaml");
        assertThat(names("alertname: (\\w+)", "alerts-test.yaml")).isEqualTo(names("alert: (\\w+)", "alerts.yaml")).hasSizeGreaterThan(5);
    }

    @Test
    void every_query_of_the_dashboard_is_understood() throws Exception {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(OBSERVABILITY.resolve("willow.json")));
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        List<String> queries = dashboard.findValuesAsString("expr");
        for (int i = 0; i < queries.size(); i++) {
            String query = queries.get(i).replace("$__rate_interval", "1m").replace("'", "''");
            rules.append("  - record: query:").append(i).append("\n    expr: '").append(query).append("'\n");
        }
        Path file = Files.writeString(folder.resolve("dashboard.yaml"), rules);
        assertThat(succeeds("promtool check rules " + file)).contains("SUCCESS: " + queries.size() + " rules found");
        assertThat(queries).hasSizeGreaterThan(40);
    }

    @Test
    void what_the_services_show_is_as_prometheus_wants_it() throws Exception {
        for (Map.Entry<String, Scrape> service : Exposed.byServices().entrySet()) {
            Path shown = Files.writeString(folder.resolve("shown"), service.getValue().content());
            RunningProcess check = bash("promtool check metrics < '" + shown + "'");
            int status = check.awaitExit(BOUND);
            assertThat(status).as("0 or 3: it could be read\n" + check.output()).isIn(0, 3);
            assertThat(check.output().lines().filter(line -> OURS.matcher(line).matches())).as(service.getKey()).isEmpty();
        }
    }

    private static Set<String> names(String pattern, String file) throws IOException {
        return Pattern.compile(pattern).matcher(Files.readString(OBSERVABILITY.resolve(file))).results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String succeeds(String command) throws Exception {
        RunningProcess process = bash(command);
        int status = process.awaitExit(BOUND);
        assertThat(status).as(process.output()).isZero();
        return process.output();
    }

    private static RunningProcess bash(String command) throws IOException {
        return new RunningProcess(command, new ProcessBuilder("bash", "-c", command).directory(OBSERVABILITY.toFile()));
    }
}
