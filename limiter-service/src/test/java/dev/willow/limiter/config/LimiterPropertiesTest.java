package dev.willow.limiter.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimiterPropertiesTest {
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        assertThatThrownBy(() -> properties("localhost", FIVE, 1))
                .hasMessage("limiter.locker-url must be a URL with a host, was localhost");
        assertThatThrownBy(() -> properties("http://localhost", Duration.ZERO, 1))
                .hasMessage("limiter.lock-idle must be positive, was PT0S");
        assertThatThrownBy(() -> properties("http://localhost", FIVE, -1))
                .hasMessage("limiter.max-waiters must not be negative, was -1");
        assertThatThrownBy(() -> new LimiterProperties(URI.create("http://localhost"), FIVE, FIVE, FIVE, FIVE, FIVE, "limiter", 1, 0))
                .hasMessage("limiter.max-listeners must be at least 1, was 0");
    }

    private static LimiterProperties properties(String url, Duration lockIdle, int maxWaiters) {
        return new LimiterProperties(URI.create(url), FIVE, FIVE, FIVE, lockIdle, FIVE, "limiter", maxWaiters, 1);
    }
}
