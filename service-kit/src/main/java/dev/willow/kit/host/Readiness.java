package dev.willow.kit.host;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineStatus;
import org.springframework.beans.factory.ObjectProvider;

/// Whether the service can serve: its engine can. Without an engine in the context it always can.
final class Readiness {
    private final ObjectProvider<Engine<?, ?>> engines;

    Readiness(ObjectProvider<Engine<?, ?>> engines) {
        this.engines = engines;
    }

    EngineStatus status() {
        return engines.stream()
                .map(Engine::status)
                .filter(status -> !status.isReady())
                .findFirst()
                .orElseGet(EngineStatus.Ready::new);
    }
}
