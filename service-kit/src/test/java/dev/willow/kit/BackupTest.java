package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.RunningTinyService;
import dev.willow.testing.http.Answer;
import org.junit.jupiter.api.Test;

/// What there is where backups are taken when none can be taken. (What is in them is shown by the services.)
class BackupTest {

    @Test
    void while_the_engine_cannot_serve_a_backup_is_refused_like_any_call() {
        try (var service = RunningTinyService.start()) {
            Answer refused = service.http().get("/actuator/backup");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.kind()).isEqualTo("unavailable");
            assertThat(refused.text("/detail")).isEqualTo("reading the log");
            assertThat(refused.header("Retry-After")).contains("1");
        }
    }

    @Test
    void an_operator_can_close_that_door() {
        try (var service = RunningTinyService.start("management.endpoints.web.exposure.include=health")) {
            assertThat(service.http().get("/actuator/backup").status()).isEqualTo(404);
        }
    }
}
