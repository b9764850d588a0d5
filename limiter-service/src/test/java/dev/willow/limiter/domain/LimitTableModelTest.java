package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.random.Seeds;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Random steps against a model that counts everything again each time.
class LimitTableModelTest {
    private static final int STEPS = 2_000;

    @RepeatedTest(10)
    void sums_verdicts_and_line_are_those_of_a_plain_recount() {
        play(Seeds.announcedFor(LimitTableModelTest.class));
    }

    @RepeatedTest(3)
    void replaying_the_log_and_restoring_a_picture_give_the_same_state() {
        TableDriver driver = play(Seeds.announcedFor(LimitTableModelTest.class)).driver;
        LimitTable replayed = new LimitTable(new LockSettings(Duration.ofSeconds(30)));
        replayed.takeOver(java.time.Instant.EPOCH);
        LimitTable restored = new LimitTable(new LockSettings(Duration.ofSeconds(30)));
        int half = driver.log.size() / 2;
        for (int i = 0; i < driver.log.size(); i++) {
            if (i == half) restored.restore(replayed.capture());
            apply(driver.log.get(i), replayed);
            if (i >= half) apply(driver.log.get(i), restored);
        }
        assertThat(replayed.capture()).isEqualTo(driver.table.capture());
        assertThat(restored.capture()).isEqualTo(driver.table.capture());
        assertThat(restored.sums()).isEqualTo(driver.table.sums());
    }

    @Test
    void random_play_comes_by_every_kind_of_outcome() {
        RandomLimiter play = play(42);
        assertThat(play.refused).isGreaterThan(50);
        assertThat(play.admitted).isGreaterThan(50);
        assertThat(play.granted).isGreaterThan(10);
        assertThat(play.lapsed).isGreaterThan(10);
    }

    private static RandomLimiter play(long seed) {
        RandomLimiter play = new RandomLimiter(seed);
        for (int step = 0; step < STEPS; step++) play.step();
        return play;
    }

    private static void apply(TableDriver.Logged logged, LimitTable table) {
        if (logged.command() == null) table.takeOver(logged.at());
        else table.apply(logged.command(), logged.at());
    }
}
