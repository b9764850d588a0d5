package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.random.Seeds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Random steps against a model that counts everything again each time.
class LimitTableModelTest {
    private static final int STEPS = 3_000;

    @RepeatedTest(10)
    void sums_verdicts_and_line_are_those_of_a_plain_recount() {
        play(Seeds.announcedFor(LimitTableModelTest.class));
    }

    @RepeatedTest(3)
    void replaying_the_log_and_restoring_pictures_on_the_way_give_the_same_state() {
        long seed = Seeds.announcedFor(LimitTableModelTest.class);
        TableDriver driver = play(seed).driver;
        driver.applyAtOnce();
        Random random = new Random(seed);
        LimitTable replayed = TableDriver.newTable();
        replayed.takeOver(Instant.EPOCH);
        LimitTable restored = replayed;
        for (TableDriver.Logged logged : driver.log) {
            if (random.nextInt(200) == 0) {
                LimiterPicture picture = restored.capture();
                restored = TableDriver.newTable();
                restored.restore(picture);
                assertThat(restored.capture()).isEqualTo(picture);
            }
            if (restored != replayed) apply(logged, restored);
            apply(logged, replayed);
        }
        assertThat(replayed.capture()).isEqualTo(driver.table.capture());
        assertThat(restored.capture()).isEqualTo(driver.table.capture());
        assertThat(restored.sums()).isEqualTo(driver.table.sums());
        assertThat(restored.view().figures(100).named()).isEqualTo(driver.table.view().figures(100).named());
    }

    @Test
    void random_play_comes_by_every_kind_of_outcome() {
        Map<String, Integer> happened = new TreeMap<>();
        for (long seed = 42; seed < 46; seed++)
            play(seed).shadow.happened.forEach((what, times) -> happened.merge(what, times, Integer::sum));
        assertThat(happened.keySet()).contains(
                "RuleStands", "RuleDeleted", "OverrideStands", "OverrideDeleted", "Refused", "Counted", "admitted", "again", "refused", "queued", "granted",
                "withdrawn", "withdrawn on its way", "decided", "too large", "line full", "lapsed", "beaten", "beats too late", "sent back", "anew ", "anew with a line");
        for (String often : List.of("admitted", "again", "refused", "granted", "lapsed", "sent back"))
            assertThat(happened.get(often)).as(often).isGreaterThan(20);
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
