package dev.willow.queue.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueuePropertiesTest {
    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final URI LIMITER = URI.create("http://127.0.0.1:8082");

    @Test
    void settings_that_make_no_sense_are_refused_by_name() {
        assertThatThrownBy(() -> new QueueProperties(Duration.ZERO, FIVE, 1, LIMITER, FIVE, FIVE))
                .hasMessage("willow.default-timeout must be positive, was PT0S");
        assertThatThrownBy(() -> new QueueProperties(FIVE, Duration.ofSeconds(4), 1, LIMITER, FIVE, FIVE))
                .hasMessage("willow.max-timeout must be at least willow.default-timeout (PT5S), was PT4S");
        assertThatThrownBy(() -> new QueueProperties(FIVE, FIVE, 0, LIMITER, FIVE, FIVE))
                .hasMessage("willow.max-waiters must be at least 1, was 0");
        assertThatThrownBy(() -> new QueueProperties(FIVE, FIVE, 1, URI.create("limiter"), FIVE, FIVE))
                .hasMessage("willow.limiter-url must be a URL with a host, was limiter");
        assertThatThrownBy(() -> new QueueProperties(FIVE, FIVE, 1, LIMITER, Duration.ofSeconds(-1), FIVE))
                .hasMessage("willow.limiter-timeout must be positive, was PT-1S");
        assertThatThrownBy(() -> new QueueProperties(FIVE, FIVE, 1, LIMITER, FIVE, Duration.ZERO))
                .hasMessageContaining("willow.limiter-patience");
    }
}
