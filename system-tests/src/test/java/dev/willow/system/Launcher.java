package dev.willow.system;

import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The script at the root, run as a person runs it.
final class Launcher {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Launcher() {}

    /// Starts `./willow` with these words. It uses what is built, since a build is what runs this test.
    static RunningProcess start(Map<String, String> settings, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("willow").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("WILLOW_BUILD", "no");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(settings);
        return new RunningProcess("willow " + String.join(" ", words), builder);
    }
}
