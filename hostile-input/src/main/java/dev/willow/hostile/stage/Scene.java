package dev.willow.hostile.stage;

import dev.willow.testing.process.Launch;
import dev.willow.testing.process.PreparedServices;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The services as processes. Those that are tried let nobody wait for long; those that they need are others, which go by the defaults.
///
/// ```
/// Locker (tried)      Limiter (tried) ──► Locker      Willow (tried) ──► Limiter ──► the same Locker
/// ```
public final class Scene implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Map<String, String> ALL = Map.of(
            "JAVA_TOOL_OPTIONS", "-Xmx256m", "LOGGING_LEVEL_DEV_WILLOW", "info", "ENGINE_DURABILITY", "flush", "METRICS_REFRESH", "1ms");
    /// What waits shall not make the run long, nor shall what stalls.
    private static final Map<String, String> TRIED = Map.of("LIMITS_LONGESTWAIT", "20ms", "SERVER_TOMCAT_CONNECTIONTIMEOUT", "3s");

    private final Path data;
    private final Duration patience;
    private final List<RunningProcess> processes = new ArrayList<>();
    private final Map<Service, Launch> tried = new EnumMap<>(Service.class);
    private final Map<Service, Launch> others = new EnumMap<>(Service.class);
    /// Nothing stays when the program itself is ended.
    private final Thread remains = new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly));

    private Scene(Path data, Duration patience) {
        this.data = data;
        this.patience = patience;
    }

    /// @param data     a folder that is not there yet
    /// @param services to be tried
    /// @param patience how long an answer may take
    public static Scene start(Path data, List<Service> services, Duration patience) throws IOException, InterruptedException {
        Scene scene = new Scene(data, patience);
        Runtime.getRuntime().addShutdownHook(scene.remains);
        try {
            PreparedServices.prepare(Files.isRegularFile(Path.of("willow")) ? Path.of("") : Path.of(".."));
            if (services.contains(Service.LOCKER)) scene.tried.put(Service.LOCKER, scene.launch(Service.LOCKER, true));
            if (services.contains(Service.LIMITER) || services.contains(Service.WILLOW))
                scene.others.put(Service.LOCKER, scene.launch(Service.LOCKER, false));
            if (services.contains(Service.LIMITER)) scene.tried.put(Service.LIMITER, scene.launch(Service.LIMITER, true));
            if (services.contains(Service.WILLOW)) {
                scene.others.put(Service.LIMITER, scene.launch(Service.LIMITER, false));
                scene.tried.put(Service.WILLOW, scene.launch(Service.WILLOW, true));
            }
            return scene;
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            scene.close();
            throw failed;
        }
    }

    private Launch launch(Service service, boolean isTried) throws IOException, InterruptedException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        others.forEach((other, launch) -> ports.put(other, launch.port()));
        ports.put(service, 0);
        Map<String, String> settings = new HashMap<>(ALL);
        if (isTried) settings.putAll(TRIED);
        Launch launch = Launch.of(service, data.resolve(service.label() + (isTried ? "-tried" : "")), ports, settings, START);
        processes.add(launch.process());
        return launch;
    }

    public int portOf(Service service) {
        return tried.get(service).port();
    }

    public Stage stageOf(Service service) {
        return switch (service) {
            case LOCKER -> new LockerStage(portOf(service), patience);
            case LIMITER -> new LimiterStage(portOf(service), patience);
            case WILLOW -> new WillowStage(portOf(service), others.get(Service.LIMITER).port(), patience);
        };
    }

    /// What a service that is tried has said, and those that it asked.
    public String logOf(Service service) {
        StringBuilder log = new StringBuilder(tried.get(service).process().output());
        others.values().forEach(other -> log.append('\n').append(other.process().output()));
        return log.toString();
    }

    /// Processor time that a service has taken since its start.
    public Duration processorTimeOf(Service service) {
        return ProcessHandle.of(tried.get(service).process().pid()).flatMap(each -> each.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    public boolean isAlive(Service service) {
        return tried.get(service).process().isAlive();
    }

    @Override
    public void close() {
        try {
            for (RunningProcess process : processes) process.kill();
            Runtime.getRuntime().removeShutdownHook(remains);
            delete();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException endsAnyway) {
            // then there is nothing left to do for it
        }
    }

    private void delete() {
        if (!Files.exists(data)) return;
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException inUse) {
            throw new UncheckedIOException(inUse);
        }
    }
}
