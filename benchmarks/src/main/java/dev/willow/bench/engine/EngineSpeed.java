package dev.willow.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.willow.engine.Durability;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// Closed-loop callers with commands of about 300 bytes. Arguments: the durability, then numbers of callers.
///
/// ```
/// mvn -o -q -pl engine -am test-compile
/// java -cp "$CLASSPATH" dev.willow.bench.engine.EngineSpeed SYNC 1 8 64
/// ```
final class EngineSpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String FILLER = "x".repeat(260);

    private EngineSpeed() {}

    public static void main(String[] arguments) throws Exception {
        Durability durability = Durability.valueOf(arguments[0]);
        for (String callers : Arrays.asList(arguments).subList(1, arguments.length))
            measure(durability, Integer.parseInt(callers));
    }

    private static void measure(Durability durability, int callers) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "speed");
        try (var engine = Engines.start(settings(durability, directory), new Tally(), Tally.codecs(), _ -> EffectRunner.none())) {
            engine.ready().get();
            run(engine, callers, WARM_UP);
            long cpu = PROCESS.getProcessCpuTime();
            long[] nanos = run(engine, callers, MEASURED);
            cpu = PROCESS.getProcessCpuTime() - cpu;
            Arrays.sort(nanos);
            System.out.printf("%s, %3d callers: %,9d/s, p50 %.2f ms, p99 %.2f ms, %.1f us of processor time each%n",
                    durability, callers, nanos.length / MEASURED.toSeconds(), nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length / 100 * 99] / 1e6, cpu / 1e3 / nanos.length);
        } finally {
            delete(directory);
        }
    }

    private static EngineSettings settings(Durability durability, Path directory) {
        return durability == Durability.MEMORY ? EngineSettings.inMemory() : EngineSettings.at(directory).with(durability);
    }

    private static long[] run(Engine<Tally.Count, Tally.Counted> engine, int callers, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        List<Future<LongStream>> measured = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < callers; caller++) {
                String name = "caller-" + caller;
                measured.add(threads.submit(() -> call(engine, name, end)));
            }
        }
        LongStream all = LongStream.empty();
        for (Future<LongStream> each : measured) all = LongStream.concat(all, each.get());
        return all.toArray();
    }

    private static LongStream call(Engine<Tally.Count, Tally.Counted> engine, String name, long end)
            throws ExecutionException, InterruptedException {
        LongStream.Builder nanos = LongStream.builder();
        long number = 0;
        for (long begun = System.nanoTime(); begun < end;) {
            var id = new RequestId(name + "-" + number++);
            var count = new Tally.Count(id, FILLER);
            engine.request(id, Optional.empty(), now -> Step.log(count)).get();
            long done = System.nanoTime();
            nanos.add(done - begun);
            begun = done;
        }
        return nanos.build();
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
