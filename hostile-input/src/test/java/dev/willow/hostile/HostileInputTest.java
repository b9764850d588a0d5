package dev.willow.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.hostile.document.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Other requests each time. `-Dhostile.seed=` sends those of another run again, `-Dhostile.requests=` says how many.
class HostileInputTest {
    @Test
    @Timeout(1_800)
    void no_request_makes_a_service_fail_and_no_refusal_changes_anything() throws Exception {
        Settings settings = Settings.shortOnes();
        Report report = new Run(settings, System.out).run();
        System.out.println(report);
        assertThat(report.violations()).as(report.toString()).isEmpty();
        for (Tally tally : report.tallies()) {
            assertThat(tally.cases()).isEqualTo(settings.requests());
            assertThat(tally.calls()).as("every call").containsAll(tally.document().operations().stream().map(Operation::name).toList());
        }
    }
}
