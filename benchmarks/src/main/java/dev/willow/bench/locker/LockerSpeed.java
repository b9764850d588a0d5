package dev.willow.bench.locker;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Lock and unlock: of a lock of one's own, and of one that all callers want. Arguments: the durability, then numbers of
/// callers; those after `--` go to the service's Java.
final class LockerSpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 10));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 5));

    private static final String ONLY = System.getProperty("only", "");

    private LockerSpeed() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        int end = words.indexOf("--");
        List<String> java = end < 0 ? List.of() : words.subList(end + 1, words.size());
        List<String> callers = words.subList(1, end < 0 ? words.size() : end);
        try (var floor = ServiceProcess.start(BareService.class, java)) {
            for (String number : callers) measure("bare HTTP service", floor, Integer.parseInt(number), Pairs::ofOwnLocks);
        }
        try (var locker = ServiceProcess.start("locker", Map.of("ENGINE_DURABILITY", words.getFirst()), java)) {
            for (String number : callers) {
                measure("own locks", locker, Integer.parseInt(number), Pairs::ofOwnLocks);
                measure("one lock for all", locker, Integer.parseInt(number), Pairs::ofOneLock);
            }
        }
    }

    private static void measure(String what, ServiceProcess service, int callers, Callers<Connection> made) throws Exception {
        if (!what.contains(ONLY)) return;
        ClosedLoop.run(service.uri(), callers, WARM_UP, Duration.ZERO, made);
        double used = service.processorSeconds();
        Figures figures = ClosedLoop.run(service.uri(), callers, Duration.ZERO, MEASURED, made);
        used = service.processorSeconds() - used;
        System.out.printf("%-18s %s  %5.1f us of the service's processor time each%n",
                what, figures, 1e6 * used / (figures.perSecond() * MEASURED.toSeconds()));
    }
}
