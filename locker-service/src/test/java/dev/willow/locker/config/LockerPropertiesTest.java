package dev.willow.locker.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockerPropertiesTest {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        assertThatThrownBy(() -> new LockerProperties(Duration.ZERO, FIVE, 1, 1))
                .hasMessage("locker.default-timeout must be positive, was PT0S");
        assertThatThrownBy(() -> new LockerProperties(FIVE, Duration.ofSeconds(4), 1, 1))
                .hasMessage("locker.max-timeout must be at least locker.default-timeout (PT5S), was PT4S");
        assertThatThrownBy(() -> new LockerProperties(FIVE, FIVE, -1, 1)).hasMessage("locker.max-waiters must not be negative, was -1");
        assertThatThrownBy(() -> new LockerProperties(FIVE, FIVE, 0, 0)).hasMessage("locker.max-watchers must be at least 1, was 0");
    }
}
