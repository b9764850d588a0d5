package dev.willow.common.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
    private static final BackupLabel LABEL = new BackupLabel("locker", Instant.parse("2026-11-21T10:00:00.123456789Z"));
    private static final byte[] STATE = "who holds what".repeat(20).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file;
    private final byte[] whole = BackupFile.bytes(LABEL, STATE);

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("locker.backup"), whole);
    }

    private Restore restore() {
        return new Restore(new BackupFile(file), "locker", folder.resolve("data/locker"));
    }

    private Path placed() {
        return folder.resolve("data/locker/restore");
    }

    @Test
    void what_was_written_is_read() throws IOException {
        assertThat(new BackupFile(file).check("locker")).isEqualTo(LABEL);
        assertThat(new BackupFile(file).state("locker")).isEqualTo(STATE);
    }

    @Test
    void wherever_it_was_cut_off_it_is_seen_as_damaged() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> new BackupFile(file).check("locker")).as("the first %d bytes", length)
                    .isInstanceOf(UnusableBackupException.class).hasMessage(file + " is damaged or was cut off; take another copy of it");
        }
    }

    @Test
    void whichever_byte_is_changed_it_is_refused() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x20;
            Files.write(file, changed);
            String why = at < 4 ? " is no backup of a service" : " is damaged or was cut off";
            assertThatThrownBy(() -> new BackupFile(file).state("locker")).as("byte %d", at)
                    .isInstanceOf(UnusableBackupException.class).hasMessageStartingWith(file + why);
        }
    }

    @Test
    void one_of_a_newer_version_is_refused() throws IOException {
        byte[] newer = whole.clone();
        newer[4] = 2;
        var checksum = new CRC32C();
        checksum.update(newer, 0, newer.length - 4);
        ByteBuffer.wrap(newer).putInt(newer.length - 4, (int) checksum.getValue());
        Files.write(file, newer);
        assertThatThrownBy(() -> restore().check()).isInstanceOf(UnusableBackupException.class)
                .hasMessage(file + " is of version 2, but this build reads version 1");
    }

    @Test
    void one_of_another_service_is_refused() {
        assertThatThrownBy(() -> new BackupFile(file).check("willow")).isInstanceOf(UnusableBackupException.class)
                .hasMessage(file + " is a backup of locker, not of willow");
    }

    @Test
    void it_is_put_where_the_service_finds_it() throws IOException {
        restore().check();
        restore().carryOut();
        assertThat(placed()).hasBinaryContent(whole);
        try (Stream<Path> all = Files.list(placed().getParent())) {
            assertThat(all).containsExactly(placed());
        }
        restore().undo();
        restore().check();
    }

    @Test
    void a_directory_with_anything_in_it_is_refused_and_left_alone() throws IOException {
        Files.createDirectories(placed().getParent());
        Files.writeString(placed().resolveSibling("version"), "willow engine 1\n");
        assertThatThrownBy(() -> restore().check()).isInstanceOf(UnusableBackupException.class)
                .hasMessage("the data directory " + placed().getParent()
                        + " is not empty; stop locker and move its data away, nothing was restored");
        assertThat(placed()).doesNotExist();
        assertThat(placed().resolveSibling("version")).hasContent("willow engine 1");
    }

    @Test
    void a_backup_that_is_not_there_is_named() throws IOException {
        Files.delete(file);
        assertThatThrownBy(() -> restore().check()).isInstanceOf(UnusableBackupException.class).hasMessage("there is no " + file);
    }
}
