package dev.willow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.faults.check.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Settings SETTINGS = new Settings(
            42, Duration.ofSeconds(50), Duration.ofMinutes(3), Pattern.compile(".*"), Path.of("faults.log"));
    private static final Map<String, List<Duration>> RECOVERIES =
            Map.of("freeze", List.of(Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofMillis(2_500)));

    @Test
    void a_fine_run_shows_how_long_each_kind_took_what_was_checked_and_what_was_left_out() {
        Report report = new Report(
                SETTINGS, RECOVERIES, Map.of("pushes done", 1_234), Map.of("a full disk", "it cannot be mounted"), List.of());
        assertThat(report.isFine()).isTrue();
        assertThat(report.toString())
                .containsPattern("freeze +3 +2\\.5 +9\\.0")
                .containsPattern("pushes done +1,234")
                .contains("LEFT OUT: a full disk, because it cannot be mounted")
                .contains("0 violations")
                .doesNotContain("faults.seed");
    }

    @Test
    void a_run_that_found_something_says_what_and_how_to_play_it_again() {
        Report report = new Report(SETTINGS, RECOVERIES, Map.of(), Map.of(), List.of(new Violation("one consumer", "item 7 is with two")));
        assertThat(report.isFine()).isFalse();
        assertThat(report.toString())
                .contains("one consumer: item 7 is with two")
                .contains("-Dfaults.seed=42 -Dfaults.seconds=50")
                .contains("faults.log");
    }
}
