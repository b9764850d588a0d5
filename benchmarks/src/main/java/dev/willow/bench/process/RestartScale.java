package dev.willow.bench.process;

import dev.willow.bench.load.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How long each service takes from its start until it serves, on what a killed one left: 100,000 locks, 10,000 rules, 100,000
/// items in as many channels; and how much heap and disk that takes. Willow is measured while the Limiter is there, so until both agree.
final class RestartScale {
    private static final int LOCKS = 100_000;
    private static final int RULES = 10_000;
    private static final int ITEMS = 100_000;
    private static final int IN_ONE_CALL = 1_000;
    private static final int CALLERS = 8;
    private static final int TIMES = 3;
    private static final List<String> JAVA = List.of("-Xmx" + System.getProperty("heap", "1g"));

    private RestartScale() {}

    public static void main(String[] none) throws Exception {
        Map<String, String> sync = Map.of("ENGINE_DURABILITY", "sync");
        try (ServiceProcess locker = ServiceProcess.start("locker", sync, JAVA)) {
            measure("nothing", locker);
            lock(locker.uri());
            measure("%,d locks".formatted(LOCKS), locker);
        }
        try (ServiceProcess locker = ServiceProcess.start("locker", sync, JAVA);
                ServiceProcess limiter = ServiceProcess.start("limiter", Map.of("LOCKER_URL", locker.uri().toString()), JAVA)) {
            rules(limiter.uri());
            measure("%,d rules".formatted(RULES), limiter);
        }
        try (ServiceProcess locker = ServiceProcess.start("locker", sync, JAVA);
                ServiceProcess limiter = ServiceProcess.start("limiter", Map.of("LOCKER_URL", locker.uri().toString()), JAVA);
                ServiceProcess willow = ServiceProcess.start("willow", Map.of("LIMITER_URL", limiter.uri().toString()), JAVA)) {
            willow.awaitHealthy();
            items(willow.uri());
            measure("%,d items".formatted(ITEMS), willow);
            measure("their leases", limiter);
        }
    }

    private static void measure(String what, ServiceProcess service) throws IOException {
        for (int time = 0; time < TIMES; time++) {
            long millis = service.restart().toMillis();
            // Where others use the machine too, the processor time says more.
            System.out.printf("%-14s serves after %,6d ms, of the processor %4.1f s  heap %,5d MiB  disk %,5d MiB%n", what, millis,
                    service.processorSeconds(), service.heapAfterCollection() >> 20, service.bytesOnDisk() >> 20);
        }
    }

    private static void lock(URI locker) throws Exception {
        inCalls(locker, LOCKS / IN_ONE_CALL, (connection, call) -> {
            String session = connection.post("/v1/sessions", "{\"Timeout\":\"24h\"}").expect(201).text("SessionID");
            String locks = IntStream.range(0, IN_ONE_CALL)
                    .mapToObj(i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"set\":" + call + ",\"lock\":" + i
                            + "}},\"Properties\":{\"SessionID\":\"" + session + "\"}}}")
                    .collect(Collectors.joining(",", "{\"Locks\":[", "]}"));
            connection.post("/v1/locks/together", locks).expect(200);
        });
    }

    private static void rules(URI limiter) throws Exception {
        inCalls(limiter, RULES, (connection, call) -> connection.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"rule " + call
                + "\",\"GroupByKeyValues\":{\"repo\":\"r" + call + "\",\"branch\":{\"Type\":1024}}},\"Properties\":{\"Limit\":1}}}").expect(201));
    }

    private static void items(URI willow) throws Exception {
        try (var connection = new Connection(willow)) {
            connection.post("/v1/queues", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"q\"},\"Properties\":{\"MaxItems\":-1}}}").expect(201);
        }
        inCalls(willow, ITEMS / IN_ONE_CALL, (connection, call) -> {
            String batch = IntStream.range(0, IN_ONE_CALL)
                    .mapToObj(i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"repo\":\"r" + call + "\",\"branch\":\"b" + i
                            + "\"}},\"Properties\":{\"Item\":\"" + "A".repeat(136) + "\"}}}")
                    .collect(Collectors.joining(",", "[", "]"));
            connection.post("/v1/queues/q/channels/items/batch", batch).expect(200);
        });
    }

    private interface Calls {
        void make(Connection connection, int call) throws IOException;
    }

    /// Each caller makes every eighth of them.
    private static void inCalls(URI service, int number, Calls calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> callers = IntStream.range(0, CALLERS).<Callable<Void>>mapToObj(caller -> () -> {
                try (var connection = new Connection(service)) {
                    for (int call = caller; call < number; call += CALLERS) calls.make(connection, call);
                }
                return null;
            }).toList();
            for (Future<Void> done : threads.invokeAll(callers)) done.get();
        }
    }
}
