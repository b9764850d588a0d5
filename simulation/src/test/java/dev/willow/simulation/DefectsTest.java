package dev.willow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.simulation.node.Violation;
import dev.willow.simulation.service.Defect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The simulation finds mistakes, each by the promise that it breaks.
class DefectsTest {
    private static final int SEEDS = 400;
    private static final Map<Defect, String> BROKEN = Map.of(
            Defect.LOST_REMOVAL, "the Limiter still has",
            Defect.EARLY_EXPIRY, "within its time-out",
            Defect.DOUBLE_GRANT, "is held by two",
            Defect.LAST_PLACE_TWICE, "run in the group",
            Defect.SKIPPED_RECONCILE, "the Limiter still has",
            Defect.WRONG_RETRY, "comes a second time");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void a_planted_mistake_is_found(Defect defect) {
        List<String> found = new ArrayList<>();
        Seeds.play(1, SEEDS, defect, result -> {
            result.violation().map(Violation::getMessage).ifPresent(found::add);
            return found.stream().noneMatch(message -> message.contains(BROKEN.get(defect))); // it may show in other ways before
        });
        assertThat(found).as("what " + SEEDS + " seeds found").anyMatch(message -> message.contains(BROKEN.get(defect)));
    }
}
