package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Told;
import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.json.WillowJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people see of backups: of all services, of one, and of what can go wrong.
@Timeout(60)
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String NOT_READY = "{\"title\": \"x\", \"status\": 503, \"detail\": \"starting: reading the log\", \"type\": \"urn:willow:problem:unavailable\"}";

    @TempDir
    Path folder;

    private static byte[] backupOf(String service) {
        return BackupFile.bytes(new BackupLabel(service, NOW), ("state of " + service).getBytes(StandardCharsets.UTF_8));
    }

    /// All three services, each at its own address.
    private Typed saveAll(String... words) {
        Map<String, String> urls = new HashMap<>();
        List<FakeService> services = Stream.of("willow", "limiter", "locker").map(name -> {
            FakeService service = FakeService.answering(asked ->
                    asked.target().equals("/actuator/backup") ? new Told(200, Map.of(), backupOf(name)) : new Told(404, Map.of(), ""));
            urls.put(name.toUpperCase() + "_URL", service.uri().toString());
            return service;
        }).toList();
        try {
            return Typed.with(urls, "", words);
        } finally {
            services.forEach(FakeService::close);
        }
    }

    private Typed restore(String... more) {
        String[] words = Stream.concat(Stream.of("restore", folder.resolve("saved").toString()), Stream.of(more)).toArray(String[]::new);
        return Typed.with(Map.of("WILLOW_DATA", folder.resolve("data").toString()), "", words);
    }

    private Path saved(String service) {
        return folder.resolve("saved").resolve(service + ".backup");
    }

    private Path placed(String service) {
        return folder.resolve("data").resolve(service).resolve("restore");
    }

    private List<Path> files(String name) throws IOException {
        if (Files.notExists(folder.resolve(name))) return List.of();
        try (Stream<Path> all = Files.walk(folder.resolve(name))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void all_services_are_saved_and_restored() throws IOException {
        assertThat(saveAll("backup", folder.resolve("saved").toString())).isEqualTo(new Typed(0, """
                saved %s
                saved %s
                saved %s
                """.formatted(saved("willow"), saved("limiter"), saved("locker")), ""));
        assertThat(files("saved")).containsExactly(saved("limiter"), saved("locker"), saved("willow"));
        Typed restored = restore();
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out()).startsWith("restored willow into " + folder.resolve("data/willow") + "\n").hasLineCount(3);
        assertThat(files("data")).containsExactly(placed("limiter"), placed("locker"), placed("willow"));
        assertThat(placed("limiter")).hasBinaryContent(backupOf("limiter"));
    }

    @Test
    void one_service_is_saved_and_restored_and_machines_get_json() throws IOException {
        Typed typed = saveAll("backup", folder.resolve("saved").toString(), "locker", "--json");
        assertThat(typed.status()).isZero();
        assertThat((Object) WillowJson.mapper().readTree(typed.out())).isEqualTo(WillowJson.mapper().readTree("""
                [{"Service": "locker", "File": "%s", "Bytes": %d, "TakenAt": "2026-11-21T10:00:00Z"}]
                """.formatted(saved("locker"), backupOf("locker").length)));
        assertThat(restore("locker", "--json").out()).isEqualTo(typed.out());
        assertThat(files("data")).containsExactly(placed("locker"));
    }

    @Test
    void an_older_backup_is_never_overwritten() throws IOException {
        Files.createDirectories(folder.resolve("saved"));
        Files.writeString(saved("locker"), "older");
        assertThat(saveAll("backup", folder.resolve("saved").toString()))
                .isEqualTo(new Typed(Exit.REFUSED, "", "willow: " + saved("locker") + ": is there already\n"));
        assertThat(files("saved")).containsExactly(saved("locker"));
        assertThat(saved("locker")).hasContent("older");
    }

    @Test
    void a_service_that_cannot_serve_leaves_no_file() throws IOException {
        try (FakeService service = FakeService.answering(503, NOT_READY)) {
            assertThat(Typed.at(service, "backup", folder.resolve("saved").toString()))
                    .isEqualTo(new Typed(Exit.REFUSED, "", "willow: starting: reading the log\n"));
            assertThat(files("saved")).isEmpty();
        }
    }

    @Test
    void what_does_not_arrive_as_a_whole_leaves_no_file() throws IOException {
        byte[] half = Arrays.copyOf(backupOf("willow"), 30);
        try (FakeService service = FakeService.answering(asked -> new Told(200, Map.of(), half))) {
            Typed typed = Typed.at(service, "backup", folder.resolve("saved").toString(), "willow");
            assertThat(typed.status()).isEqualTo(Exit.REFUSED);
            assertThat(typed.err()).startsWith("willow: ").contains("is damaged or was cut off").hasLineCount(1);
            assertThat(files("saved")).isEmpty();
        }
    }

    @Test
    void if_one_of_three_cannot_be_restored_nothing_is_changed() throws IOException {
        saveAll("backup", folder.resolve("saved").toString());
        byte[] whole = Files.readAllBytes(saved("limiter"));

        Files.write(saved("limiter"), Arrays.copyOf(whole, whole.length - 1));
        expectNothingChanged(saved("limiter") + " is damaged or was cut off; take another copy of it");

        Files.write(saved("limiter"), Files.readAllBytes(saved("locker")));
        expectNothingChanged(saved("limiter") + " is a backup of locker, not of limiter");

        Files.delete(saved("limiter"));
        expectNothingChanged("there is no " + saved("limiter"));

        Files.write(saved("limiter"), whole);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/locker"), "a file where a directory should be");
        expectNothingChanged(folder.resolve("data/locker") + " is no directory");
        Files.delete(folder.resolve("data/locker"));

        assertThat(restore().status()).isZero();
        expectNothingChanged("the data directory " + folder.resolve("data/willow")
                + " is not empty; stop willow and move its data away, nothing was restored");
    }

    private void expectNothingChanged(String why) throws IOException {
        List<Path> before = files("data");
        assertThat(restore()).isEqualTo(new Typed(Exit.REFUSED, "", "willow: " + why + "\n"));
        assertThat(files("data")).isEqualTo(before);
    }
}
