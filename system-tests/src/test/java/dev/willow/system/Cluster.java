package dev.willow.system;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Locker, Limiter and Willow as three processes on ports that the system chose, with clients to each.
final class Cluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile(" listens on \\S*:(\\d+) after ");

    private final Path data;
    private final Map<Service, RunningProcess> processes = new EnumMap<>(Service.class);
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final LockerClient locker;
    private final LimiterClient limiter;
    private final WillowClient willow;

    private Cluster(Path data) throws IOException, InterruptedException {
        this.data = data;
        try {
            for (Service service : Service.values()) launch(service); // each has to be told the ports of those before it
            locker = LockerClient.builder(uriOf(Service.LOCKER)).build();
            limiter = LimiterClient.builder(uriOf(Service.LIMITER)).build();
            willow = WillowClient.builder(uriOf(Service.WILLOW)).build();
            for (Service service : Service.values()) awaitHealth(service);
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            for (RunningProcess process : processes.values()) process.kill();
            throw failed;
        }
    }

    static Cluster start(Path data) throws IOException, InterruptedException {
        return new Cluster(data);
    }

    LockerClient locker() {
        return locker;
    }

    LimiterClient limiter() {
        return limiter;
    }

    WillowClient willow() {
        return willow;
    }

    /// What a service has logged since it was last started.
    String log(Service service) {
        return processes.get(service).output();
    }

    RunningProcess process(Service service) {
        return processes.get(service);
    }

    /// SIGKILL: the service gets no chance to finish anything.
    void kill(Service service) throws InterruptedException {
        processes.get(service).kill();
    }

    /// Starts a killed service on its data and its port, and returns when it is healthy.
    void restart(Service service) throws IOException, InterruptedException {
        launch(service);
        awaitHealth(service);
    }

    private void launch(Service service) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jarOf(service).toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("WILLOW_DATA", data.toString());
        environment.put("LOGGING_LEVEL_DEV_WILLOW", "debug");
        for (Service each : Service.values()) {
            int port = ports.getOrDefault(each, 0);
            environment.put(each.name() + "_PORT", Integer.toString(port));
            environment.put(each.name() + "_URL", "http://127.0.0.1:" + port);
        }
        RunningProcess process = new RunningProcess(service.label(), builder);
        processes.put(service, process);
        Matcher listening = LISTENING.matcher(process.awaitLine(line -> LISTENING.matcher(line).find(), PATIENCE));
        listening.find();
        ports.put(service, Integer.parseInt(listening.group(1)));
    }

    private static Path jarOf(Service service) throws IOException {
        String module = service.label() + "-service";
        Path target = Path.of("..", module, "target");
        if (Files.isDirectory(target))
            try (Stream<Path> files = Files.list(target)) {
                Path[] jars = files.filter(file -> file.getFileName().toString().matches(module + "-.*\\.jar")).toArray(Path[]::new);
                if (jars.length == 1) return jars[0].toAbsolutePath().normalize();
            }
        throw new IOException("there is no jar of " + module + "; build with mvn verify");
    }

    private URI uriOf(Service service) {
        return URI.create("http://127.0.0.1:" + ports.get(service));
    }

    private void awaitHealth(Service service) throws InterruptedException {
        Eventually.succeeds(service + " is healthy", UnavailableException.class, () -> {
            if (!process(service).isAlive()) throw new IllegalStateException(service + " died:\n" + log(service));
            switch (service) {
                case LOCKER -> locker.checkHealth();
                case LIMITER -> limiter.checkHealth();
                case WILLOW -> willow.checkHealth();
            }
        });
    }

    @Override
    public void close() {
        locker.close();
        limiter.close();
        willow.close();
        try {
            for (RunningProcess process : processes.values()) process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
