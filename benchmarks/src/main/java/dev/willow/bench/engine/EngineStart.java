package dev.willow.bench.engine;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.engine.RequestId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How long it takes from the start of the process until an engine on an empty directory is ready, and until it has
/// answered a first request. The argument is the time of the start.
///
/// ```
/// java -cp "$CLASSPATH" dev.willow.bench.engine.EngineStart $(date +%s%3N)
/// ```
final class EngineStart {
    private EngineStart() {}

    public static void main(String[] arguments) throws Exception {
        Instant inMain = Instant.now();
        // What the operating system knows of the start is up to a second off, so the shell tells.
        Instant start = Instant.ofEpochMilli(Long.parseLong(arguments[0]));
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "start");
        try (var engine = Engines.start(EngineSettings.at(directory), new Tally(), Tally.codecs(), _ -> EffectRunner.none())) {
            engine.ready().get();
            Instant ready = Instant.now();
            engine.submit(new Tally.Count(new RequestId("r1"), "")).get();
            Instant answered = Instant.now();
            System.out.printf("main after %d ms, ready after %d ms, first answer after %d ms%n",
                    Duration.between(start, inMain).toMillis(), Duration.between(start, ready).toMillis(),
                    Duration.between(start, answered).toMillis());
        }
        EngineSpeed.delete(directory);
    }
}
