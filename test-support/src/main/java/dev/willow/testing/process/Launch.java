package dev.willow.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A service that was started from the jar that was just built, and listens.
public record Launch(RunningProcess process, int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile(" listens on \\S*:(\\d+) after ");

    /// @param ports where the services listen that were started before; one that is not here chooses for itself
    public static Launch of(Service service, Path data, Map<Service, Integer> ports) throws IOException, InterruptedException {
        return of(service, data, ports, Map.of());
    }

    /// @param settings environment variables beside these, or instead of them
    public static Launch of(Service service, Path data, Map<Service, Integer> ports, Map<String, String> settings)
            throws IOException, InterruptedException {
        return of(service, data, ports, settings, PATIENCE);
    }

    /// @param patience how long it may take to listen
    public static Launch of(Service service, Path data, Map<Service, Integer> ports, Map<String, String> settings, Duration patience)
            throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(PreparedServices.options(root(), service, jarOf(service.label() + "-service")));
        ProcessBuilder builder = new ProcessBuilder(command);
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
            Matcher listening = LISTENING.matcher(process.awaitLine(line -> LISTENING.matcher(line).find(), patience));
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
    public static Path jarOf(String folder) throws IOException {
        Path target = root().resolve(folder).resolve("target");
        String module = Path.of(folder).getFileName().toString();
        if (Files.isDirectory(target))
            try (Stream<Path> files = Files.list(target)) {
                Path[] jars = files.filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar")).toArray(Path[]::new);
                if (jars.length == 1) return jars[0].toAbsolutePath().normalize();
            }
        throw new IOException("there is no jar of " + module + "; build with mvn verify");
    }

    /// Of the repository: tests run in the folder of their module, programs in the root itself.
    private static Path root() {
        return Files.isRegularFile(Path.of("willow")) ? Path.of("") : Path.of("..");
    }
}
