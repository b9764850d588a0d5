package dev.willow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.faults.check.Violation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The bench finds what goes wrong between real services: a saboteur, of whom the crew knows nothing, does to it what defects of the
/// services would do.
class PlantedDefectsTest {
    @Test
    @Timeout(900)
    void all_that_a_saboteur_does_is_found() throws Exception {
        Saboteur saboteur = new Saboteur();
        Report report = new Bench(Settings.quick(Duration.ofSeconds(10)), System.out).run(saboteur, saboteur);
        assertThat(report.violations()).as(report.toString()).extracting(Violation::promise).contains(
                "nothing is lost", "nothing is invented", "done is done", "one consumer", "limits hold", "locks exclude",
                "nothing is left");
    }
}
