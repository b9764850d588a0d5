package dev.willow.engine.log;

import dev.willow.engine.Durability;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.sample.Ledgers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// A process that writes until it is killed. Each caller adds one at a time to its own sum, under a key, and prints
/// its name and number once it was answered.
final class Killed {
    static final int CALLERS = 8;

    private Killed() {}

    static EngineSettings settings(Path directory, Durability durability) {
        return EngineSettings.at(directory).with(durability).with(EngineLimits.DEFAULT.withLogBytes(1 << 14));
    }

    public static void main(String[] arguments) {
        var ledgers = Ledgers.started(settings(Path.of(arguments[0]), Durability.valueOf(arguments[1])));
        int from = Integer.parseInt(arguments[2]);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CALLERS).forEach(caller -> threads.execute(() -> add(ledgers, "caller" + caller, from)));
        }
    }

    private static void add(Ledgers ledgers, String caller, int from) {
        PrintStream out = System.out;
        for (int number = from;; number++) {
            Ledgers.await(ledgers.add(caller + "-" + number, Ledgers.key(caller + number, "body"), caller, 1));
            out.println(caller + " " + number);
            out.flush();
        }
    }
}
