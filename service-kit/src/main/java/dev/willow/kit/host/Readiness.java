package dev.willow.kit.host;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineStatus;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/// Whether the service can serve: its engine can, and what it waits for at the start is there. Without an engine in the
/// context it always can.
final class Readiness {
    private final ObjectProvider<Engine<?, ?>> engines;
    private final ObjectProvider<StartCondition> conditions;

    Readiness(ObjectProvider<Engine<?, ?>> engines, ObjectProvider<StartCondition> conditions) {
        this.engines = engines;
        this.conditions = conditions;
    }

    EngineStatus status() {
        return Stream.concat(
                        engines.stream().map(Engine::status),
                        conditions.stream().map(StartCondition::missing).flatMap(Optional::stream).map(EngineStatus.NotReady::new))
                .filter(status -> !status.isReady())
                .findFirst()
                .orElseGet(EngineStatus.Ready::new);
    }
}
