package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetadataTest {
    /// Of a setting; meters have rows too.
    private static final Pattern ROW = Pattern.compile("\\| `(?<name>(willow|management)\\.[a-z.-]+)` \\| (?!timer|gauge|counter)[^|]+ \\| (?<default>[^|]+) \\|");
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("willow.url", ""), Map.entry("willow.limiter-url", ""), Map.entry("willow.locker-url", ""),
            Map.entry("willow.connect-timeout", "2s"), Map.entry("willow.request-timeout", "10s"), Map.entry("willow.retry.for", "10s"),
            Map.entry("willow.request-id-key", "requestId"), Map.entry("willow.listener.enabled", "true"),
            Map.entry("willow.listener.drain-patience", "30s"), Map.entry("willow.listener.poll", "30s"),
            Map.entry("willow.health.timeout", "2s"), Map.entry("management.health.willow.enabled", "true")));

    @Test
    void every_setting_is_described_for_editors_with_its_default() throws Exception {
        Map<String, String> defaults = new TreeMap<>();
        try (InputStream file = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode setting : JsonMapper.shared().readTree(file).get("properties")) {
                assertThat(setting.path("description").asString()).as("%s", setting.get("name")).isNotBlank();
                defaults.put(setting.get("name").asString(), setting.path("defaultValue").asString(""));
            }
        }
        assertThat(defaults).isEqualTo(DEFAULTS);
    }

    @Test
    void the_guide_names_every_setting_with_its_default_and_no_other() throws Exception {
        Map<String, String> defaults = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/guides/spring-boot.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) defaults.put(row.group("name"), row.group("default").startsWith("none: ") ? "" : row.group("default"));
        }
        assertThat(defaults).isEqualTo(DEFAULTS);
    }
}
