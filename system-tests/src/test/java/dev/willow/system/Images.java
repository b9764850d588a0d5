package dev.willow.system;

import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The images of the services, built from the jars that were just built.
final class Images {
    static final String VERSION = "tested";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static boolean areBuilt;

    private Images() {}

    /// Builds them, once for all tests.
    static synchronized void build() throws IOException, InterruptedException {
        if (areBuilt) return;
        for (Service service : Service.values()) build(service);
        areBuilt = true;
    }

    static String of(Service service) {
        return "willow/" + service.label() + ":" + VERSION;
    }

    private static void build(Service service) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("docker", "build", "--file", "docker/Dockerfile",
                "--build-arg", "SERVICE=" + service.label(), "--tag", of(service), "."));
        RunningProcess docker = new RunningProcess("docker build", builder.directory(Launcher.ROOT.toFile()));
        if (docker.awaitExit(PATIENCE) != 0) throw new IllegalStateException(docker.output());
    }
}
