package dev.willow.faults.overload;

import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// The three services with small heaps, which end when they have no more memory.
final class Services implements AutoCloseable {
    private final Map<Service, RunningProcess> processes = new EnumMap<>(Service.class);
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);

    Services(Path data, String heap) throws IOException, InterruptedException {
        Map<String, String> settings = Map.of(
                "JDK_JAVA_OPTIONS", "-Xmx" + heap + " -XX:+ExitOnOutOfMemoryError " + System.getProperty("overload.java", ""), "LOGGING_LEVEL_DEV_WILLOW", "info",
                "LOGGING_LEVEL_DEV_WILLOW_LOCKER", "warn", "LOGGING_LEVEL_DEV_WILLOW_LIMITER", "warn", "LOGGING_LEVEL_DEV_WILLOW_QUEUE", "warn");
        try {
            for (Service service : Service.values()) {
                Launch launch = Launch.of(service, data, ports, settings);
                processes.put(service, launch.process());
                ports.put(service, launch.port());
            }
        } catch (IOException | InterruptedException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    URI uri(Service service) {
        return URI.create("http://127.0.0.1:" + ports.get(service));
    }

    RunningProcess process(Service service) {
        return processes.get(service);
    }

    boolean allLive() {
        return processes.values().stream().allMatch(RunningProcess::isAlive);
    }

    @Override
    public void close() {
        try {
            for (RunningProcess process : processes.values()) process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
