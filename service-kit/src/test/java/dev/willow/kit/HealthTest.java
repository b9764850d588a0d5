package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineStatus;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.StubEngine;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who runs a service is told apart whether it lives and whether it can serve.
class HealthTest {
    @AutoClose
    private final RunningTinyService service = RunningTinyService.start();

    private final Http http = service.http();

    private int status(String path) {
        return http.get(path).status();
    }

    @Test
    void a_service_that_can_serve_is_alive_and_ready() {
        assertThat(http.get("/actuator/health/liveness").text("/status")).isEqualTo("UP");
        assertThat(http.get("/actuator/health/readiness").text("/status")).isEqualTo("UP");
        assertThat(status("/health")).isEqualTo(200);
    }

    @Test
    void a_service_that_cannot_serve_now_is_alive_but_not_ready_and_says_why() {
        service.bean(StubEngine.class).status = new EngineStatus.NotReady("another node leads");
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
        Answer readiness = http.get("/actuator/health/readiness");
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.content()).contains("another node leads");
        assertThat(status("/health")).isEqualTo(503);
        assertThat(status("/actuator/health")).isEqualTo(503);
    }
}
