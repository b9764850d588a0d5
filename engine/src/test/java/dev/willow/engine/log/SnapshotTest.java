package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final String LARGE = "x".repeat(100_000);
    @TempDir Path directory;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private EngineSettings settings() {
        return EngineSettings.at(directory).with(EngineLimits.DEFAULT.withLogBytes(1 << 20))
                .with((reason, cause) -> failure.complete(reason));
    }

    /// Writes some megabytes, so that snapshots are taken and the log is cleared behind them.
    private void fill(int commands) {
        try (var ledgers = Ledgers.started(settings())) {
            await(ledgers.add("first", key("first", "body"), "sum", 1));
            for (int i = 0; i < commands; i++)
                await(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), LARGE, i)));
            await(ledgers.add("last", key("last", "body"), "sum", 1));
        }
    }

    private void expect(int commands) {
        try (var ledgers = Ledgers.started(settings())) {
            assertThat(ledgers.value(LARGE)).isEqualTo(commands - 1);
            for (String each : List.of("first", "last"))
                assertThat(await(ledgers.add("again", key(each, "body"), "sum", 1))).isInstanceOf(LedgerEvent.Stored.class);
            assertThat(ledgers.value("sum")).as("each key counted once").isEqualTo(2);
        }
    }

    @Test
    void state_and_kept_answers_come_back_from_a_snapshot_and_the_log_behind_it() {
        fill(100);
        assertThat(DiskFiles.snapshots(directory)).as("the two youngest").hasSize(2);
        expect(100);
    }

    @Test
    void the_log_is_cleared_up_to_the_snapshot_before_the_last() {
        fill(600);
        assertThat(DiskFiles.segments(directory).getFirst().getFileName().toString()).doesNotStartWith("log_0-");
        expect(600);
    }

    @Test
    void a_damaged_snapshot_is_put_aside_and_the_one_before_it_serves() throws IOException {
        fill(600);
        Path youngest = DiskFiles.snapshots(directory).getLast();
        byte[] content = Files.readAllBytes(youngest);
        content[content.length / 2] ^= 1;
        Files.write(youngest, content);
        expect(600);
        assertThat(youngest.resolveSibling(youngest.getFileName() + ".damaged")).exists();
    }

    @Test
    void a_half_written_snapshot_is_none() throws IOException {
        fill(100);
        Path youngest = DiskFiles.snapshots(directory).getLast();
        Files.write(youngest.resolveSibling("snapshot.1_999999.tmp"), new byte[100]);
        Files.write(youngest, java.util.Arrays.copyOf(Files.readAllBytes(youngest), 1000));
        expect(100);
    }

    @Test
    void without_snapshots_the_whole_log_serves_as_long_as_it_is_there() throws IOException {
        fill(30);
        for (Path snapshot : DiskFiles.snapshots(directory)) Files.delete(snapshot);
        expect(30);
    }

    @Test
    void without_snapshots_that_the_log_was_cleared_for_the_start_is_refused() throws IOException {
        fill(600);
        for (Path snapshot : DiskFiles.snapshots(directory)) Files.delete(snapshot);
        try (var _ = Ledgers.starting(settings())) {
            assertThat(await(failure)).contains("is missing or damaged").contains(directory.toString());
        }
    }

    @Test
    void damage_to_a_closed_file_of_the_log_is_refused() throws IOException {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            for (int i = 0; i < 200; i++) await(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), LARGE, i)));
        }
        Path closed = DiskFiles.named(directory, "log_\\d+-\\d+").getLast();
        byte[] content = Files.readAllBytes(closed);
        content[content.length / 2] ^= 1;
        Files.write(closed, content);
        try (var ledgers = Ledgers.starting(settings())) {
            assertThat(await(failure)).contains("Log entry corrupted");
            assertThat(ledgers.engine.status().isReady()).isFalse();
        }
    }

    @Test
    void a_snapshot_of_a_newer_version_is_refused_and_left_alone() throws IOException {
        fill(100);
        Path youngest = DiskFiles.snapshots(directory).getLast();
        byte[] content = Files.readAllBytes(youngest);
        content[4] = 2;
        var crc = new CRC32C();
        crc.update(content, 0, content.length - 4);
        ByteBuffer.wrap(content).putInt(content.length - 4, (int) crc.getValue());
        Files.write(youngest, content);
        try (var _ = Ledgers.starting(settings())) {
            assertThat(await(failure)).contains("is of version 2").contains("reads version 1");
        }
        assertThat(youngest).hasBinaryContent(content);
    }
}
