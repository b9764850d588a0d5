package dev.willow.testing.history.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The proof itself is put to the test: a lock service without a defect is never accused, and of those with one each is
/// found out.
class SeededBugsTest {
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final int SEEDS = 100;

    @Test
    void aCorrectServiceIsNeverAccused() {
        int expired = 0;
        int lost = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation simulation = new Simulation(Bug.NONE, seed);
            var history = simulation.run(12, 2, Duration.ofSeconds(10));
            assertThat(Exclusion.violations(history, GRACE)).as("seed " + seed).isEmpty();
            expired += simulation.expired();
            lost += simulation.lost;
        }
        assertThat(expired).isGreaterThan(SEEDS * 10);
        assertThat(lost).isGreaterThan(SEEDS * 10);
    }

    /// Thousands of calls for each lock, by tens of users.
    @Test
    void aLongHistoryIsDecided() {
        var history = new Simulation(Bug.NONE, 7).run(20, 4, Duration.ofSeconds(30));
        assertThat(history.size()).isGreaterThan(6_000);
        assertThat(Exclusion.violations(history, GRACE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyDefectIsFound(Bug bug) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var history = new Simulation(bug, seed).run(12, 2, Duration.ofSeconds(10));
            if (!Exclusion.violations(history, GRACE).isEmpty()) return;
        }
        throw new AssertionError(bug + " was not found with the seeds 1 to " + SEEDS);
    }
}
