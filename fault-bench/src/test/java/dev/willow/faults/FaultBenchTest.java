package dev.willow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short run with other faults each time. `-Dfaults.seed=` plays one again, `-Dfaults.seconds=` makes it longer.
class FaultBenchTest {
    @Test
    @Timeout(7_200)
    void what_was_answered_holds_whatever_fails() throws Exception {
        Report report = new Bench(Settings.ofProperties(), System.out).run();
        System.out.println(report);
        assertThat(report.violations()).as(report.toString()).isEmpty();
        assertThat(report.recoveries()).as("faults survived").isNotEmpty();
        assertThat(report.tally()).as("there was something to check")
                .containsKeys("pushes done", "hand-outs, then succeeded done", "locks held", "places taken directly");
    }
}
