package dev.willow.system;

import dev.willow.testing.process.PreparedServices;
import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The script at the root, run as a person runs it.
final class Launcher {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Launcher() {}

    /// Starts `./willow` with these words. It uses what is built, since a build is what runs this test.
    static RunningProcess start(Map<String, String> settings, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("willow").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment(settings));
        return new RunningProcess("willow " + String.join(" ", words), builder);
    }

    /// What lets it, and scripts that call it as `willow`, use what is built.
    static Map<String, String> environment(Map<String, String> settings) throws IOException, InterruptedException {
        PreparedServices.prepare(ROOT);
        Map<String, String> environment = new HashMap<>(Map.of(
                "WILLOW_BUILD", "no", "JAVA_HOME", System.getProperty("java.home"), "PATH", ROOT + ":" + System.getenv("PATH")));
        environment.putAll(settings);
        return environment;
    }
}
