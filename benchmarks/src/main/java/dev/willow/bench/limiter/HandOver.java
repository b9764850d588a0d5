package dev.willow.bench.limiter;

import dev.willow.bench.load.Connection;
import dev.willow.bench.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/// How long a group's lock takes from one Limiter to another: an addition at one while the other keeps the lock without using
/// it, and while callers of the other add under it all the time. Beside them the same addition where the lock is already.
/// Arguments: the durability of all three services, and how many hand-overs of each kind.
final class HandOver {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final int BUSY_CALLERS = 4;
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String PLUS = counter(1);
    private static final String MINUS = counter(-1);

    private final ServiceProcess locker;
    private final ServiceProcess first;
    private final ServiceProcess second;

    private HandOver(ServiceProcess locker, ServiceProcess first, ServiceProcess second) {
        this.locker = locker;
        this.first = first;
        this.second = second;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> durability = Map.of("ENGINE_DURABILITY", arguments[0]);
        int turns = Integer.parseInt(arguments[1]);
        try (var locker = ServiceProcess.start("locker", durability, List.of())) {
            Map<String, String> settings =
                    Map.of("ENGINE_DURABILITY", arguments[0], "LOCKER_URL", locker.uri().toString());
            try (var first = ServiceProcess.start("limiter", settings, List.of());
                    var second = ServiceProcess.start("limiter", settings, List.of())) {
                new HandOver(locker, first, second).run(turns);
            }
        }
    }

    private void run(int turns) throws Exception {
        try (var atFirst = new Connection(first.uri()); var atSecond = new Connection(second.uri())) {
            for (Connection limiter : List.of(atFirst, atSecond))
                limiter.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":{\"repo\":{\"Type\":1024}}},"
                        + "\"Properties\":{\"Limit\":1000000}}}").expect(201);
            inTurns(atFirst, atSecond, turns); // the first minute is mostly Java's compilers at work
            report("the lock is here already", staying(atFirst, turns));
            report("the other keeps it idle", inTurns(atFirst, atSecond, turns));
            report("the other is busy with it", againstBusy(atFirst, atSecond, turns));
        }
    }

    private Histogram staying(Connection limiter, int turns) throws Exception {
        Histogram taken = histogram();
        addAndRemove(limiter);
        for (int turn = 0; turn < turns; turn++) taken.recordValue(addAndRemove(limiter));
        return taken;
    }

    private Histogram inTurns(Connection one, Connection other, int turns) throws Exception {
        Histogram taken = histogram();
        double used = used();
        for (int turn = 0; turn < turns; turn++) taken.recordValue(addAndRemove(turn % 2 == 0 ? one : other));
        System.out.printf("%.2f ms of the three services' processor time for a turn%n", 1e3 * (used() - used) / turns);
        return taken;
    }

    /// After each turn one addition at the busy Limiter makes sure that it has the lock again.
    private Histogram againstBusy(Connection busy, Connection other, int turns) throws Exception {
        Histogram taken = histogram();
        AtomicBoolean isOver = new AtomicBoolean();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BUSY_CALLERS; i++) callers.add(threads.submit(() -> {
                try (var own = new Connection(first.uri())) {
                    while (!isOver.get()) addAndRemove(own);
                }
                return null;
            }));
            for (int turn = 0; turn < turns; turn++) {
                addAndRemove(busy);
                taken.recordValue(addAndRemove(other));
            }
            isOver.set(true);
        }
        for (Future<?> caller : callers) caller.get();
        return taken;
    }

    /// @return nanoseconds until the addition was answered
    private static long addAndRemove(Connection limiter) throws Exception {
        long begun = System.nanoTime();
        limiter.put(COUNTERS, PLUS).expect(200);
        long taken = System.nanoTime() - begun;
        limiter.put(COUNTERS, MINUS).expect(200);
        return taken;
    }

    private double used() {
        return locker.processorSeconds() + first.processorSeconds() + second.processorSeconds();
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST, DIGITS);
    }

    private static void report(String what, Histogram taken) {
        System.out.printf("%-28s p50 %7.3f ms  p99 %7.3f ms  max %8.1f ms%n", what, taken.getValueAtPercentile(50) / 1e6,
                taken.getValueAtPercentile(99) / 1e6, taken.getMaxValue() / 1e6);
    }

    private static String counter(int number) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"repo\":\"willow\"}},\"Properties\":{\"Counters\":" + number + "}}}";
    }
}
