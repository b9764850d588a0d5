package dev.willow.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.sample.Ledgers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk takes no more. That is shown by a process that may write no file beyond a size (`ulimit`, in blocks of 512 bytes or
/// of 1024, by the shell).
class UnwritableLogTest {
    private static final int BLOCKS = 12_000;

    @TempDir Path directory;

    @Test
    void an_engine_whose_log_takes_no_more_refuses_says_why_ends_and_has_lost_nothing() throws IOException, InterruptedException {
        List<String> printed = fill();
        List<String> answered = printed.stream().filter(line -> line.matches("\\d+")).toList();
        assertThat(answered).hasSizeGreaterThan(10);
        assertThat(printed.subList(answered.size(), printed.size())).containsExactly(
                "refused: the log cannot be written", "ended: the log cannot be written: File too large");
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            for (int number = 0; number < answered.size(); number++) assertThat(ledgers.value(Filling.key(number))).isEqualTo(number);
        }
    }

    private List<String> fill() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        "sh", "-c", "ulimit -f " + BLOCKS + " && exec \"$0\" \"$@\"", java, "-cp", classPath, "-XX:TieredStopAtLevel=1",
                        Filling.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return lines.lines().filter(line -> line.matches("\\d+|(refused|ended): .*")).toList(); // and not what else is logged
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
