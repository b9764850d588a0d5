package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornLogTest {
    private static final int ENTRIES = 20;
    @TempDir Path directory;
    private Path log;
    private byte[] whole;

    @BeforeEach
    void writeSomeEntries() throws IOException {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            for (int i = 1; i <= ENTRIES; i++) await(ledgers.put("r" + i, "k", i));
        }
        log = DiskFiles.openSegment(directory);
        whole = Files.readAllBytes(log);
    }

    @Test
    void an_entry_that_was_half_written_when_the_power_went_is_cut_off() throws IOException {
        byte[] torn = Arrays.copyOf(whole, DiskFiles.written(whole) + 1_000_000);
        int end = DiskFiles.written(whole);
        // A length of 300, the beginning of an entry, then zeros where the rest was to be.
        byte[] begun = {(byte) 0xac, 0x02, 0x08, 0x01, 0x10, 0x30, 0x1a, 0x11, 0x22, 0x33};
        System.arraycopy(begun, 0, torn, end, begun.length);
        Files.write(log, torn);
        expect(ENTRIES);
        assertThat(DiskFiles.named(directory, "torn-entry-\\d+")).hasSize(1);
    }

    @Test
    void the_last_entry_with_rubbish_in_it_is_cut_off() throws IOException {
        byte[] torn = whole.clone();
        torn[DiskFiles.written(whole) - 20] ^= 1;
        Files.write(log, torn);
        expect(ENTRIES - 1);
    }

    @Test
    void a_file_that_ends_amid_its_last_entry_is_cut_off() throws IOException {
        Files.write(log, Arrays.copyOf(whole, DiskFiles.written(whole) - 20));
        expect(ENTRIES - 1);
    }

    @Test
    void damage_to_an_entry_that_was_answered_is_refused_with_its_place() throws IOException {
        byte[] damaged = whole.clone();
        damaged[DiskFiles.written(whole) / 2] ^= 1;
        Files.write(log, damaged);
        var failure = new CompletableFuture<String>();
        try (var ledgers = Ledgers.starting(EngineSettings.at(directory).with((reason, cause) -> failure.complete(reason)))) {
            assertThat(await(failure)).startsWith("the log could not be opened: the log " + log + " is damaged at entry");
            assertThatThrownBy(() -> await(ledgers.engine.ready())).isInstanceOf(UnavailableException.class);
        }
        assertThat(log).hasBinaryContent(damaged);
    }

    private void expect(long value) {
        for (int run = 0; run < 2; run++)
            try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
                assertThat(ledgers.value("k")).isEqualTo(value);
            }
    }
}
