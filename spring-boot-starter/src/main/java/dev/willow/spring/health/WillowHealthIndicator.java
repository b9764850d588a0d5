package dev.willow.spring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up when each service that the application has a client of says that it can serve. All are asked at the same time, so that an
/// answer comes within the time-out.
public final class WillowHealthIndicator implements HealthIndicator {
    private final List<ServiceCheck> checks;
    private final Duration timeout;

    /// @param checks at least one
    public WillowHealthIndicator(List<ServiceCheck> checks, Duration timeout) {
        this.checks = List.copyOf(checks);
        this.timeout = timeout;
    }

    @Override
    public Health health() {
        Map<ServiceCheck, CompletableFuture<Optional<String>>> asked = new LinkedHashMap<>();
        for (ServiceCheck check : checks)
            asked.put(check, CompletableFuture.supplyAsync(() -> check.trouble(timeout), Thread::startVirtualThread));
        Health.Builder health = Health.up();
        asked.forEach((check, answer) -> {
            Optional<String> trouble = answer.join();
            if (trouble.isPresent()) health.down();
            health.withDetail(check.name(), trouble.map(reason -> Map.of("status", "DOWN", "reason", reason)).orElse(Map.of("status", "UP")));
        });
        return health.build();
    }
}
