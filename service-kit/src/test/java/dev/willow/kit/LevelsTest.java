package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.RunningTinyService;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Levels of log lines are changed while a service runs.
class LevelsTest {
    private static final String PATH = "/actuator/loggers/dev.willow.of.this.test";

    @AutoClose
    private final RunningTinyService service = RunningTinyService.start();

    private final Http http = service.http();

    private static boolean isDebug() {
        return LoggerFactory.getLogger("dev.willow.of.this.test.Any").isDebugEnabled();
    }

    private Answer set(String level) {
        return http.post(PATH, level.isEmpty() ? "{}" : "{\"configuredLevel\": " + level + "}", "Content-Type", "application/json");
    }

    @Test
    void a_level_is_read_set_and_taken_back() {
        assertThat(isDebug()).isFalse();
        assertThat(http.get(PATH).text("/effectiveLevel")).isEqualTo("INFO");
        assertThat(set("\"debug\"").status()).isEqualTo(204);
        assertThat(isDebug()).isTrue();
        assertThat(http.get(PATH).text("/configuredLevel")).isEqualTo("DEBUG");
        assertThat(set("").status()).isEqualTo(204);
        assertThat(isDebug()).isFalse();
    }

    @Test
    void a_level_that_there_is_not_is_the_callers_mistake() {
        assertThat(set("\"loud\"").status()).isEqualTo(400);
        assertThat(isDebug()).isFalse();
    }
}
