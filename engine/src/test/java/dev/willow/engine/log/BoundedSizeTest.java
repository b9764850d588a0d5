package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.Ledgers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is on disk follows from how much there is, not from how much has happened.
class BoundedSizeTest {
    private static final String LARGE = "x".repeat(100_000);
    private static final int COMMANDS = 200;
    private static final int CYCLES = 8;
    private static final long LOG_BYTES = 1 << 20;
    /// Ratis closes a file of the log when it has that many bytes, and fills ahead what it writes to.
    private static final long LOG_FILE = 20L << 20;
    @TempDir Path directory;

    private long bytes(String pattern) {
        return DiskFiles.named(directory, pattern).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    @Test
    void log_and_snapshots_stay_bounded_over_many_cycles_and_restarts() {
        var settings = EngineSettings.at(directory).with(EngineLimits.DEFAULT.withLogBytes(LOG_BYTES));
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            try (var ledgers = Ledgers.started(settings)) {
                for (int i = 0; i < COMMANDS; i++) await(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), LARGE, i)));
            }
            long written = (long) cycle * COMMANDS * LARGE.length();
            // The file that is written to, one that is not yet cleared, and what came since.
            assertThat(bytes("log_.*")).as("log in cycle %d, of %d bytes written", cycle, written).isLessThan(3 * LOG_FILE);
            assertThat(bytes("snapshot.*")).as("snapshots in cycle %d", cycle).isLessThan(3L * LARGE.length());
            assertThat(DiskFiles.named(directory, "snapshot.*")).as("the two youngest").hasSizeLessThanOrEqualTo(2);
        }
    }
}
