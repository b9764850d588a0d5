package dev.willow.engine;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir Path directory;

    @Test
    void what_was_answered_is_there_after_a_restart() {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(await(ledgers.put("r1", "k", 5))).isInstanceOf(LedgerEvent.Stored.class);
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(ledgers.value("k")).isEqualTo(5);
        }
    }
}
