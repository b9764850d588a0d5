package dev.willow.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a run is to be.
///
/// @param seed     decides which faults strike, how long, and what the crew chooses; not how fast everything is
/// @param faults   how long faults strike; what comes before and after takes its own time
/// @param settling how long it may take until all is in order again, be everything ever so slow
/// @param only     matches the names of the faults to choose from, such as `FULL_DISK`
/// @param logs     where the logs of the services go
public record Settings(long seed, Duration faults, Duration settling, Pattern only, Path logs) {
    private static final Duration SHORT = Duration.ofSeconds(120);
    private static final Pattern ANY = Pattern.compile(".*");
    private static final Duration SETTLING = Duration.ofMinutes(3);

    /// From `-Dfaults.seed=`, `-Dfaults.seconds=` and `-Dfaults.only=`; otherwise a new seed, a short run, and all faults.
    public static Settings ofProperties() {
        long seed = Optional.ofNullable(Long.getLong("faults.seed")).orElseGet(System::nanoTime);
        long seconds = Long.getLong("faults.seconds", SHORT.toSeconds());
        return new Settings(seed, Duration.ofSeconds(seconds), SETTLING,
                Pattern.compile(System.getProperty("faults.only", ANY.pattern())), target().resolve("faults-" + seed + ".log"));
    }

    /// A run without faults that are chosen here.
    static Settings quick(Duration settling) {
        long seed = System.nanoTime();
        return new Settings(seed, Duration.ZERO, settling, ANY, target().resolve("faults-" + seed + ".log"));
    }

    /// Of this module: programs are started in the root, tests in the module.
    private static Path target() {
        return Files.isDirectory(Path.of("fault-bench")) ? Path.of("fault-bench", "target") : Path.of("target");
    }
}
