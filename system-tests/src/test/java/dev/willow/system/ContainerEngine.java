package dev.willow.system;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The Docker engine of this machine, if there is one.
final class ContainerEngine {
    private static final Optional<String> MISSING = look();

    private ContainerEngine() {}

    /// Why nothing can be run in containers here; empty if it can.
    static Optional<String> missing() {
        return MISSING;
    }

    private static Optional<String> look() {
        try {
            Process docker = new ProcessBuilder("docker", "info", "--format", "{{.ServerVersion}}").redirectErrorStream(true).start();
            String said = new String(docker.getInputStream().readAllBytes()).strip();
            if (!docker.waitFor(30, TimeUnit.SECONDS)) return Optional.of("docker info says nothing");
            return docker.exitValue() == 0 ? Optional.empty() : Optional.of("docker info says: " + said);
        } catch (IOException notInstalled) {
            return Optional.of("docker is not installed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
