package dev.willow.kit.host;

import dev.willow.engine.EngineStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// The engine in `/actuator/health`.
final class EngineHealth implements HealthIndicator {
    private final Readiness readiness;

    EngineHealth(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public Health health() {
        return switch (readiness.status()) {
            case EngineStatus.Ready _ -> Health.up().build();
            case EngineStatus.NotReady(String reason) -> Health.outOfService().withDetail("reason", reason).build();
        };
    }
}
