package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.Durability;
import dev.willow.engine.sample.Ledgers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KillTest {
    private static final int ROUNDS = 2;
    private static final int ANSWERS = 600;
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "FLUSH"})
    void everything_that_was_answered_is_there_after_a_process_was_killed_while_it_wrote(Durability durability)
            throws Exception {
        int from = 1;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Integer> answered = writeUntilKilled(durability, from);
            assertThat(answered).hasSize(Killed.CALLERS);
            from = Collections.max(answered.values()) + 2;
            try (var ledgers = Ledgers.started(Killed.settings(directory, durability))) {
                for (String caller : answered.keySet()) catchUp(ledgers, caller, answered.get(caller), from);
            }
        }
    }

    /// Repeats what the caller last did and goes on: nothing is lost and nothing counts twice.
    private static void catchUp(Ledgers ledgers, String caller, int answered, int to) {
        assertThat(ledgers.value(caller)).as("%s was answered %d times", caller, answered)
                .isBetween((long) answered, answered + 1L);
        for (int number = answered; number < to; number++)
            await(ledgers.add(caller + "-again-" + number, Ledgers.key(caller + number, "body"), caller, 1));
        assertThat(ledgers.value(caller)).isEqualTo(to - 1);
    }

    /// The last number that each caller was answered.
    private Map<String, Integer> writeUntilKilled(Durability durability, int from) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process writer = new ProcessBuilder(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                                "-XX:TieredStopAtLevel=1", Killed.class.getName(), directory.toString(), durability.name(), "" + from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = writer.inputReader()) {
            List<String> answers = new ArrayList<>();
            while (answers.size() < ANSWERS) {
                String line = lines.readLine();
                assertThat(line).as("the writer ended by itself after %d answers", answers.size()).isNotNull();
                answers.add(line);
            }
            // SIGKILL; by its handle, as a Process closes its streams at that and drops what was not read.
            writer.toHandle().destroyForcibly();
            lines.lines().forEach(answers::add);
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Map<String, Integer> last = new HashMap<>();
            for (String answer : answers) {
                String[] parts = answer.split(" ");
                // The kill may have cut the last line.
                if (parts.length == 2) last.merge(parts[0], Integer.parseInt(parts[1]), Math::max);
            }
            return last;
        } finally {
            writer.destroyForcibly();
        }
    }
}
