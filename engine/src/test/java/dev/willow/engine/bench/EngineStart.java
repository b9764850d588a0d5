package dev.willow.engine.bench;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.sample.Ledgers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How long it takes from the start of the process until an engine on an empty directory is ready, and until it has
/// answered a first request.
final class EngineStart {
    private EngineStart() {}

    public static void main(String[] arguments) throws Exception {
        Instant inMain = Instant.now();
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "start");
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            Instant ready = Instant.now();
            Ledgers.await(ledgers.put("r1", "k", 1));
            Instant answered = Instant.now();
            Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
            System.out.printf("main after %d ms, ready after %d ms, first answer after %d ms%n",
                    Duration.between(start, inMain).toMillis(), Duration.between(start, ready).toMillis(),
                    Duration.between(start, answered).toMillis());
        }
    }
}
