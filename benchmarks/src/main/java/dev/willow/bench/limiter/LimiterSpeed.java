package dev.willow.bench.limiter;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An addition and its removal, with nothing to ask, with one finite rule, with three that apply among three and among
/// 1,000, and beside 100,000 counters; then batches of 100 additions. Arguments: the durability of Limiter and its Locker,
/// then numbers of callers.
final class LimiterSpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 10));
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 5));
    private static final String ONLY = System.getProperty("only", "");
    private static final int BATCH = 100;
    private static final int OTHER_RULES = 997;
    private static final int OTHER_COUNTERS = 100_000;

    private final ServiceProcess limiter;
    private final int[] callers;

    private LimiterSpeed(ServiceProcess limiter, int[] callers) {
        this.limiter = limiter;
        this.callers = callers;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> durability = Map.of("ENGINE_DURABILITY", arguments[0]);
        int[] callers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        try (var floor = ServiceProcess.start(BareService.class, List.of())) {
            new LimiterSpeed(floor, callers).measure("bare HTTP service, two calls", WARM_UP, _ -> (connection, _) -> {
                connection.post("/v1/locks", counter(0, 1)).expect(200);
                connection.delete("/v1/locks/1", "{}").expect(204);
            });
        }
        try (var locker = ServiceProcess.start("locker", durability, List.of());
                var limiter = ServiceProcess.start("limiter", settings(durability, locker.uri()), List.of())) {
            new LimiterSpeed(limiter, callers).measureAll();
        }
    }

    private static Map<String, String> settings(Map<String, String> durability, URI locker) {
        return Map.of("ENGINE_DURABILITY", durability.get("ENGINE_DURABILITY"), "LOCKER_URL", locker.toString());
    }

    private void measureAll() throws Exception {
        measure("no rule", WARM_UP, LimiterSpeed::pair);
        rule("{\"caller\":{\"Type\":1024}}");
        measure("one finite rule", WARM_UP, LimiterSpeed::pair);
        rule("{\"caller\":{\"Type\":1024},\"repo\":{\"Type\":1024}}");
        rule("{\"caller\":{\"Type\":1024},\"branch\":\"main\"}");
        measure("three rules, all apply", WARM_UP, LimiterSpeed::pair);
        for (int i = 0; i < OTHER_RULES; i++)
            rule(i % 2 == 0 ? "{\"repo\":\"other-" + i + "\"}" : "{\"caller\":{\"Type\":1024},\"key-" + i + "\":{\"Type\":1024}}");
        measure("1,000 rules, three apply", AGAIN, LimiterSpeed::pair);
        for (int i = 0; i < OTHER_COUNTERS; i += 1_000) change("counters/batch", additions(1_000_000 + i, 1_000));
        measure("as before, 100,000 counters", AGAIN, LimiterSpeed::pair);
        measure("batches of 100 additions", WARM_UP, caller -> {
            String additions = additions(caller, BATCH);
            return (connection, _) -> connection.put("/v1/limiter/counters/batch", additions).expect(200);
        });
    }

    private void measure(String what, Duration warmUp, Callers<Connection> made) throws Exception {
        if (!what.contains(ONLY)) return;
        for (int count : callers) {
            ClosedLoop.run(limiter.uri(), count, warmUp, Duration.ZERO, made);
            double used = limiter.processorSeconds();
            Figures figures = ClosedLoop.run(limiter.uri(), count, Duration.ZERO, MEASURED, made);
            used = limiter.processorSeconds() - used;
            System.out.printf("%-30s %s  %6.1f us of the service's processor time each%n",
                    what, figures, 1e6 * used / (figures.perSecond() * MEASURED.toSeconds()));
        }
    }

    private static ClosedLoop.Turn<Connection> pair(int caller) {
        String add = counter(caller, 1);
        String remove = counter(caller, -1);
        return (connection, _) -> {
            connection.put("/v1/limiter/counters", add).expect(200);
            connection.put("/v1/limiter/counters", remove).expect(200);
        };
    }

    private static String counter(int caller, int number) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"caller\":" + caller
                + ",\"repo\":\"willow\",\"branch\":\"main\"}},\"Properties\":{\"Counters\":" + number + "}}}";
    }

    /// Which no finite rule applies to: what is measured is the batch.
    private static String additions(int first, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"batch\":" + first + ",\"entry\":" + i
                        + "}},\"Properties\":{\"Counters\":1}}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void rule(String groupBy) throws IOException {
        try (var connection = new Connection(limiter.uri())) {
            connection.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":" + groupBy
                    + "},\"Properties\":{\"Limit\":100}}}").expect(201);
        }
    }

    private void change(String path, String body) throws IOException {
        try (var connection = new Connection(limiter.uri())) {
            connection.put("/v1/limiter/" + path, body).expect(200);
        }
    }
}
