package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody who uses the command line at the services of a cluster.
///
/// @param settings environment variables
record Typist(Map<String, String> settings) {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static Typist at(Cluster cluster) {
        return new Typist(Map.of(
                "WILLOW_URL", cluster.uriOf(Service.WILLOW).toString(), "LIMITER_URL", cluster.uriOf(Service.LIMITER).toString(),
                "LOCKER_URL", cluster.uriOf(Service.LOCKER).toString()));
    }

    RunningProcess start(String... words) throws IOException, InterruptedException {
        return Launcher.start(settings, words);
    }

    /// A line of bash in which `willow` is the launcher. A pipe of it fails if any of its parts does.
    RunningProcess bash(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", line);
        builder.environment().putAll(Launcher.environment(settings));
        return new RunningProcess(line, builder);
    }

    /// @return what it printed
    /// @throws AssertionError if it does not end well
    String run(String... words) throws IOException, InterruptedException {
        return end(start(words), 0);
    }

    /// @return what it printed
    static String end(RunningProcess process, int expected) throws InterruptedException {
        int status = process.awaitExit(PATIENCE);
        assertThat(status).as(process.output()).isEqualTo(expected);
        return process.output();
    }

    /// What a terminal does on Ctrl-C: the command that the process runs hears of it too, here even first.
    static void interrupt(RunningProcess process) throws IOException, InterruptedException {
        List<String> everybody = new ArrayList<>(process.descendants().stream().map(child -> Long.toString(child.pid())).toList());
        everybody.add(Long.toString(process.pid()));
        List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
        kill.addAll(everybody);
        new ProcessBuilder(kill).inheritIO().start().waitFor();
    }
}
