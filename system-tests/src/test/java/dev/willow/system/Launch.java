package dev.willow.system;

import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A service that was started from the jar that was just built, and listens.
record Launch(RunningProcess process, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile(" listens on \\S*:(\\d+) after ");

    /// @param ports where the services listen that were started before; one that is not here chooses for itself
    static Launch of(Service service, Path data, Map<Service, Integer> ports) throws IOException, InterruptedException {
        return of(service, data, ports, Map.of());
    }

    /// @param settings environment variables beside these, or instead of them
    static Launch of(Service service, Path data, Map<Service, Integer> ports, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-jar", jarOf(service.label() + "-service").toString()));
        Map<String, String> environment = builder.environment();
        environment.put("WILLOW_DATA", data.toString());
        environment.put("LOGGING_LEVEL_DEV_WILLOW", "debug");
        for (Service each : Service.values()) {
            int port = ports.getOrDefault(each, 0);
            environment.put(each.name() + "_PORT", Integer.toString(port));
            environment.put(each.name() + "_URL", "http://127.0.0.1:" + port);
        }
        environment.putAll(settings);
        RunningProcess process = new RunningProcess(service.label(), builder);
        try {
            Matcher listening = LISTENING.matcher(process.awaitLine(line -> LISTENING.matcher(line).find(), PATIENCE));
            listening.find();
            return new Launch(process, Integer.parseInt(listening.group(1)));
        } catch (InterruptedException | AssertionError failed) {
            process.kill();
            throw failed;
        }
    }

    /// The jar by which a module starts as it is.
    ///
    /// @param folder from the root
    static Path jarOf(String folder) throws IOException {
        Path target = Path.of("..", folder, "target");
        String module = Path.of(folder).getFileName().toString();
        if (Files.isDirectory(target))
            try (Stream<Path> files = Files.list(target)) {
                Path[] jars = files.filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar")).toArray(Path[]::new);
                if (jars.length == 1) return jars[0].toAbsolutePath().normalize();
            }
        throw new IOException("there is no jar of " + module + "; build with mvn verify");
    }
}
