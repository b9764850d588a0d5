package dev.willow.hostile;

import dev.willow.testing.process.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// How a run is to be.
///
/// @param seed     decides what is sent
/// @param requests how many different ones each service is to get
/// @param services to be tried
/// @param only     the number of the one case to try; empty for all
/// @param patience how long an answer may take: only what hangs takes as long
/// @param logs     where the logs of the services go
public record Settings(long seed, int requests, List<Service> services, OptionalInt only, Duration patience, Path logs) {
    private static final int REQUESTS = 50_000;
    private static final int FEWER = 25_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// From `-Dhostile.seed=`, `-Dhostile.requests=`, `-Dhostile.services=locker,willow` and `-Dhostile.case=`; otherwise a new seed, and all.
    public static Settings ofProperties() {
        return ofProperties(REQUESTS);
    }

    /// As [#ofProperties], with fewer requests unless it is said how many.
    static Settings shortOnes() {
        return ofProperties(FEWER);
    }

    private static Settings ofProperties(int requests) {
        long seed = Optional.ofNullable(Long.getLong("hostile.seed")).orElseGet(System::nanoTime);
        List<Service> services = Optional.ofNullable(System.getProperty("hostile.services"))
                .map(names -> Arrays.stream(names.split(",")).map(name -> Service.valueOf(name.toUpperCase(Locale.ROOT))).toList())
                .orElse(List.of(Service.values()));
        Integer only = Integer.getInteger("hostile.case");
        return new Settings(
                seed, Integer.getInteger("hostile.requests", requests), services, only == null ? OptionalInt.empty() : OptionalInt.of(only),
                PATIENCE, root().resolve("hostile-input").resolve("target").resolve("hostile-" + seed + ".log"));
    }

    /// Of the repository: programs are started there, tests in the folder of the module.
    static Path root() {
        return Files.isDirectory(Path.of("hostile-input")) ? Path.of("") : Path.of("..");
    }
}
