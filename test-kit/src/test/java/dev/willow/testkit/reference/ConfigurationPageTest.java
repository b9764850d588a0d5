package dev.willow.testkit.reference;

import static dev.willow.testkit.reference.Tables.plain;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testkit.reference.Settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.unit.DataSize;

/// Whether `docs/reference/configuration.md` says what the services do.
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/configuration.md");
    private static final Set<String> OURS = Set.of("admission", "engine", "limits", "tls", "metrics", "willow", "limiter", "locker");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)");

    private final List<Map<String, String>> rows = Tables.of(PAGE, "setting");
    private final Map<String, Setting> settings = Settings.all().stream().collect(toMap(Setting::name, setting -> setting));

    ConfigurationPageTest() throws IOException {}

    private List<Map<String, String>> ours() {
        return rows.stream().filter(row -> OURS.contains(name(row).split("\\.")[0])).toList();
    }

    private static String name(Map<String, String> row) {
        return plain(row.get("setting"));
    }

    @Test
    void no_setting_is_missing_and_none_invented() {
        assertThat(settings).hasSizeGreaterThan(40);
        assertThat(ours()).extracting(ConfigurationPageTest::name).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(settings.keySet());
    }

    @Test
    void types_and_defaults_are_those_of_the_code() {
        for (Map<String, String> row : ours()) {
            Setting setting = settings.get(name(row));
            assertThat(setting.type()).as(name(row)).isIn(typesOf(row.get("type")));
            assertThat(row.get("default")).as(name(row)).isEqualTo(setting.fallback().isEmpty() ? "none" : "`" + setting.fallback() + "`");
            assertThat(row.get("meaning")).as(name(row)).isNotEmpty();
            if (setting.type().isEnum()) assertThat(row.get("range")).as(name(row)).isEqualTo(choices(setting.type()));
        }
    }

    private static List<Class<?>> typesOf(String word) {
        return switch (word) {
            case "number" -> List.of(int.class);
            case "duration" -> List.of(Duration.class);
            case "size" -> List.of(DataSize.class);
            case "path" -> List.of(Path.class);
            case "URL" -> List.of(URI.class);
            case "text", "file" -> List.of(String.class);
            case "one of" -> Settings.all().stream().<Class<?>>map(Setting::type).filter(Class::isEnum).toList();
            default -> throw new AssertionError("no such type: " + word);
        };
    }

    private static String choices(Class<?> type) {
        return String.join(", ", Arrays.stream(type.getEnumConstants()).map(each -> "`" + each.toString().toLowerCase(Locale.ROOT) + "`").toList());
    }

    @Test
    void names_of_the_environment_follow_the_rule_of_spring() {
        for (Map<String, String> row : rows)
            assertThat(plain(row.get("environment"))).isEqualTo(name(row).replace("-", "").replace(".", "_").toUpperCase(Locale.ROOT));
    }

    @Test
    void values_at_the_border_are_taken_and_those_beyond_refused_with_one_line_that_names_the_setting() {
        int tried = 0;
        for (Map<String, String> row : ours()) {
            Setting setting = settings.get(name(row));
            if (!setting.fallback().isEmpty()) assertThat(setting.refusal(setting.fallback())).as(name(row)).isEmpty();
            for (String good : at(row)) assertThat(setting.refusal(good)).as("%s=%s", name(row), good).isEmpty();
            for (String bad : beyond(row)) {
                assertThat(setting.refusal(bad)).as("%s=%s", name(row), bad).isNotEmpty().doesNotContain("\n");
                if (isReadable(row, bad)) assertThat(setting.refusal(bad)).as("%s=%s", name(row), bad).startsWith(name(row));
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(60);
    }

    /// What cannot be read as its type at all is refused by Spring, whose words the kit puts into a line.
    private static boolean isReadable(Map<String, String> row, String value) {
        return !row.get("type").equals("one of") && !value.equals("soon");
    }

    private List<String> borders(Map<String, String> row) {
        List<String> borders = new ArrayList<>();
        String range = row.get("range");
        if (range.startsWith("at least ")) borders.add(plain(range.substring("at least ".length())));
        else if (range.contains(" to ")) for (String border : range.split(" to ")) borders.add(plain(border));
        return borders.stream().map(border -> settings.containsKey(border) ? settings.get(border).fallback() : border).toList();
    }

    private List<String> at(Map<String, String> row) {
        return switch (row.get("type")) {
            case "one of" -> row.get("range").contains("loopback") || row.get("range").contains("sync")
                    ? Arrays.stream(plain(row.get("range")).split(", ")).toList() : List.of(settings.get(name(row)).fallback());
            case "URL" -> List.of("http://elsewhere", "https://elsewhere:1234/below");
            case "file" -> List.of();
            case "path", "text" -> List.of("any", "/thing at all");
            default -> {
                assertThat(borders(row)).as("borders of %s", name(row)).isNotEmpty();
                yield borders(row);
            }
        };
    }

    private List<String> beyond(Map<String, String> row) {
        List<String> borders = borders(row);
        return switch (row.get("type")) {
            case "one of" -> List.of("soon");
            case "URL" -> List.of("elsewhere", "http:///nowhere");
            case "file" -> List.of("/no/such/file.pem");
            case "path", "text" -> List.of();
            default -> {
                List<String> beyond = new ArrayList<>(List.of("soon", moved(row.get("type"), borders.getFirst(), -1)));
                if (borders.size() > 1) beyond.add(moved(row.get("type"), borders.get(1), 1));
                yield beyond;
            }
        };
    }

    /// By the smallest step that there is.
    private static String moved(String type, String border, int by) {
        return switch (type) {
            case "number" -> Integer.toString(Integer.parseInt(border) + by);
            case "size" -> DataSize.parse(border).toBytes() + by + "B";
            case "duration" -> DurationStyle.detectAndParse(border).toNanos() + by + "ns";
            default -> throw new AssertionError(type);
        };
    }

    @Test
    void what_the_services_come_with_beside_the_code_is_what_the_page_says() throws IOException {
        Set<String> variables = new TreeSet<>();
        Set<String> ports = new TreeSet<>();
        for (String service : List.of("willow", "limiter", "locker")) {
            Path file = Path.of("../" + service + "-service/src/main/resources/dev/willow/" + (service.equals("willow") ? "queue" : service) + "/defaults.properties");
            Matcher placeholder = PLACEHOLDER.matcher(Files.readString(file));
            while (placeholder.find()) variables.add(placeholder.group(1));
            for (Map.Entry<Object, Object> each : PropertiesLoaderUtils.loadProperties(new FileSystemResource(file)).entrySet()) {
                String value = withoutPlaceholders(each.getValue().toString());
                switch (each.getKey().toString()) {
                    case "spring.application.name" -> assertThat(value).isEqualTo(service);
                    case "server.port" -> ports.add(value);
                    case "engine.directory" -> assertThat(row("engine.directory").get("meaning")).contains("`" + value + "`");
                    default -> assertThat(row(each.getKey().toString()).get("default")).as("%s", each.getKey()).isEqualTo("`" + value + "`");
                }
            }
        }
        assertThat(plain(row("server.port").get("default")).split(", | or ")).containsExactlyInAnyOrderElementsOf(ports);
        String page = Files.readString(PAGE);
        assertThat(variables).hasSize(6).allSatisfy(variable -> assertThat(page).contains("`" + variable + "`"));
    }

    private Map<String, String> row(String setting) {
        return rows.stream().filter(row -> name(row).equals(setting)).findFirst().orElseThrow(() -> new AssertionError("not on the page: " + setting));
    }

    /// `${A:b${C:d}}` stands for `bd`.
    private static String withoutPlaceholders(String value) {
        String left = value;
        for (Matcher inner = inner(left); inner.find(); inner = inner(left)) left = left.replace(inner.group(), inner.group(1));
        return left;
    }

    private static Matcher inner(String value) {
        return Pattern.compile("\\$\\{[A-Z_]+:([^{}]*)}").matcher(value);
    }

    @Test
    void settings_of_spring_have_the_defaults_that_the_kit_gives_them() throws IOException {
        Properties kit = PropertiesLoaderUtils.loadProperties(new ClassPathResource("dev/willow/kit/defaults.properties"));
        for (Map<String, String> row : rows) {
            String name = name(row);
            if (settings.containsKey(name) || name.equals("server.port") || name.equals("logging.pattern.console")) continue;
            assertThat(row.get("default")).as(name).isEqualTo(kit.containsKey(name) ? "`" + kit.getProperty(name) + "`" : "none");
        }
    }

    @Test
    void the_documents_of_the_calls_name_settings_that_are_there() throws IOException {
        Pattern setting = Pattern.compile("`((?:" + String.join("|", OURS) + ")\\.[a-z-]+)`");
        for (String service : List.of("willow", "limiter", "locker")) {
            Set<String> named = setting.matcher(Files.readString(Path.of("../docs/openapi/" + service + ".json"))).results()
                    .map(found -> found.group(1)).collect(toSet());
            assertThat(named).as(service).isNotEmpty().isSubsetOf(settings.keySet());
        }
    }
}
