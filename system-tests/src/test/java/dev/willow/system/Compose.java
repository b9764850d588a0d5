package dev.willow.system;

import java.io.IOException;
import java.util.List;

/// How compose is called on this machine: as a part of Docker, or by itself.
final class Compose {
    static final List<String> COMMAND = isPartOfDocker() ? List.of("docker", "compose") : List.of("docker-compose");

    private Compose() {}

    private static boolean isPartOfDocker() {
        try {
            Process asked = new ProcessBuilder("docker", "compose", "version").redirectErrorStream(true).start();
            asked.getInputStream().readAllBytes();
            return asked.waitFor() == 0;
        } catch (IOException noDocker) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
