package dev.willow.testkit.reference;

import static dev.willow.testkit.reference.Tables.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.metrics.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether `docs/reference/metrics.md` says what the services show, and whether the dashboard and the alerts ask for what there is.
class MetricsPageTest {
    private static final Path PAGE = Path.of("../docs/reference/metrics.md");
    private static final Path MONITORING = Path.of("../docker/observability");
    private static final Pattern OURS = Pattern.compile("(willow|limiter|locker|engine|http_server)_.*");
    private static final Set<String> WORDS = Set.of("by", "without", "on", "ignoring", "and", "or", "unless", "bool", "offset");
    private static Map<String, Scrape> scrapes;

    /// @param tags in their order
    private record Metric(String name, String type, String tags) {}

    @BeforeAll
    static void scrape() {
        scrapes = Exposed.byServices();
    }

    @Test
    void each_metric_of_a_service_is_on_the_page_with_its_type_and_tags_and_no_other_is() throws IOException {
        Set<Metric> page = new HashSet<>();
        for (Map<String, String> row : Tables.of(PAGE, "metric")) {
            assertThat(page.add(new Metric(plain(row.get("metric")), row.get("type"), plain(row.get("tags")).replace("—", ""))))
                    .as("%s stands there once", row).isTrue();
            assertThat(row.get("meaning")).isNotEmpty();
            if (!row.get("unit").equals("—"))
                assertThat(plain(row.get("metric"))).matches(".*_" + row.get("unit") + "(_total)?");
        }
        Set<Metric> shown = new HashSet<>();
        scrapes.values().forEach(scrape -> shown.addAll(metrics(scrape)));
        assertThat(page).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void each_service_shows_what_its_section_says() throws IOException {
        String content = Files.readString(PAGE);
        scrapes.forEach((service, scrape) -> {
            String section = section(content, "All services") + section(content, service);
            assertThat(metrics(scrape)).allSatisfy(metric -> {
                assertThat(section).contains("`" + metric.name + "`");
                assertThat(scrape.help(metric.name)).as("words for %s", metric.name).isNotEmpty();
            });
        });
    }

    private static String section(String content, String title) {
        int begin = content.indexOf("\n## " + title + "\n");
        assertThat(begin).as(title).isPositive();
        int end = content.indexOf("\n## ", begin + 1);
        return content.substring(begin, end);
    }

    private static List<Metric> metrics(Scrape scrape) {
        return scrape.types().entrySet().stream()
                .filter(each -> OURS.matcher(each.getKey()).matches())
                .filter(each -> !isLargestOf(each.getKey(), scrape))
                .map(each -> new Metric(each.getKey(), each.getValue(), String.join(", ", scrape.tagsOf(each.getKey()))))
                .toList();
    }

    private static boolean isLargestOf(String name, Scrape scrape) {
        return name.endsWith("_max") && scrape.types().containsKey(name.substring(0, name.length() - "_max".length()));
    }

    @Test
    void the_dashboard_asks_for_nothing_that_the_services_do_not_show() throws IOException {
        JsonNode dashboard = JsonMapper.builder().build().readTree(Files.readString(MONITORING.resolve("willow.json")));
        List<String> questions = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("%s has an id of its own", panel.path("title")).isTrue();
            if (panel.path("type").asString().equals("row")) {
                rows.add(panel.path("title").asString());
                continue;
            }
            assertThat(panel.at("/datasource/uid").asString()).isEqualTo("prometheus");
            assertThat(panel.path("targets")).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.at("/datasource/uid").asString()).isEqualTo("prometheus");
                questions.add(target.path("expr").asString());
            }
        }
        assertThat(rows).containsExactly("Overview", "Willow", "Limiter", "Locker", "Engine", "Calls");
        assertThat(questions).hasSizeGreaterThan(40).allSatisfy(MetricsPageTest::checkIsShown);
    }

    @Test
    void the_alerts_ask_for_nothing_that_the_services_do_not_show() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new FileSystemResource(MONITORING.resolve("alerts.yaml")));
        List<Map<?, ?>> alerts = maps(yaml.getObject().get("groups")).flatMap(group -> maps(group.get("rules"))).toList();
        assertThat(alerts).hasSizeGreaterThan(5).allSatisfy(alert -> {
            assertThat(alert.get("alert")).isNotNull();
            assertThat(((Map<?, ?>) alert.get("annotations")).get("summary").toString()).isNotEmpty();
            checkIsShown(alert.get("expr").toString());
        });
        assertThat(alerts).extracting(alert -> alert.get("alert")).doesNotHaveDuplicates();
    }

    private static Stream<Map<?, ?>> maps(Object list) {
        return ((List<?>) list).stream().map(each -> (Map<?, ?>) each);
    }

    private static void checkIsShown(String question) {
        Set<String> asked = namesIn(question);
        assertThat(asked).as(question).isNotEmpty();
        Set<String> shown = new TreeSet<>(Set.of("up"));
        scrapes.values().forEach(scrape -> {
            scrape.series().forEach(series -> shown.add(series.name()));
            shown.addAll(scrape.types().keySet());
        });
        assertThat(shown).as(question).containsAll(asked);
    }

    /// The names of metrics in a question: what is neither a function, nor a word of the language, nor about tags.
    private static Set<String> namesIn(String question) {
        String left = question.replaceAll("\\{[^}]*}", " ").replaceAll("\\[[^]]*]", " ").replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", " ");
        Set<String> names = new TreeSet<>();
        var word = Pattern.compile("\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?!\\s*\\()").matcher(left);
        while (word.find()) if (!WORDS.contains(word.group(1))) names.add(word.group(1));
        return names;
    }
}
