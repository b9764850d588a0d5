package dev.willow.bench.size;

import dev.willow.bench.load.Connection;
import dev.willow.bench.process.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Heap, memory of the process, disk, open files and idle processor time that very many things take, as rows of a table: what there
/// is more of than before they were there, for each 10,000 of them. Argument: how many of each, 20,000 if it is left out;
/// `-Donly=` (`items`, `counters`, `locks`) leaves the others out.
final class Footprint implements AutoCloseable {
    private static final int BATCH = 1_000;
    /// In 100 lines, where they wait for locks or for room.
    private static final int WAITING = 5_000;
    private static final String ONLY = System.getProperty("only", "");
    private static final String PAYLOAD = "A".repeat(136); // 100 bytes

    /// Nothing gives up on a machine that has much else to do.
    private static final Map<String, String> PATIENCE = Map.of(
            "LIMITS_LONGESTWAIT", "30m", "ADMISSION_WAITING", "10000", "LIMITER_LOCKERTIMEOUT", "1m", "LIMITER_LOCKSESSIONTIMEOUT", "5m", "WILLOW_LIMITERTIMEOUT", "1m");

    private final int many;
    private final ServiceProcess locker;
    private final ServiceProcess limiter;
    private final ServiceProcess willow;
    private final List<Connection> waiting = new ArrayList<>();

    private Footprint(int many) throws IOException {
        this.many = many;
        List<String> java = List.of("-Xmx2g");
        Map<String, String> settings = new HashMap<>(PATIENCE);
        locker = ServiceProcess.start("locker", settings, java);
        settings.put("LOCKER_URL", locker.uri().toString());
        limiter = ServiceProcess.start("limiter", settings, java);
        settings.put("LIMITER_URL", limiter.uri().toString());
        willow = ServiceProcess.start("willow", settings, java);
        willow.awaitHealthy();
    }

    public static void main(String[] arguments) throws Exception {
        try (var bench = new Footprint(arguments.length == 0 ? 20_000 : Integer.parseInt(arguments[0]))) {
            System.out.println("| 10,000 of | service | heap MiB | process MiB | disk MiB | open files | idle processor ms/s |");
            System.out.println("|---|---|---|---|---|---|---|");
            if (wants("items")) bench.items();
            if (wants("counters")) bench.counters();
            if (wants("locks")) bench.locks();
        }
    }

    private static boolean wants(String what) {
        return what.contains(ONLY);
    }

    private void items() throws Exception {
        createQueue("one");
        createQueue("many");
        createQueue("waited-for");
        put(willow, "/v1/queues/one/channels/items", _ -> item("{\"branch\":\"main\",\"os\":\"linux\"}"), BATCH); // warm
        measure("items of 100 bytes in one channel", many, List.of(willow, limiter),
                () -> put(willow, "/v1/queues/one/channels/items", _ -> item("{\"branch\":\"main\",\"os\":\"linux\"}"), many));
        measure("channels of two keys with one item each", many, List.of(willow, limiter),
                () -> put(willow, "/v1/queues/many/channels/items", i -> item("{\"branch\":" + i + ",\"os\":\"linux\"}"), many));
        measure("of these items in processing, beside what they took", many, List.of(willow, limiter), this::takeAll);
        measure("callers that wait for items", WAITING, List.of(willow),
                () -> callers(willow, "/v1/queues/waited-for/channels/items/dequeue?wait=30m", _ -> "{}",
                        "/v1/queues/waited-for", "\"Consumers\":" + WAITING));
    }

    private void takeAll() throws IOException {
        try (var connection = new Connection(willow.uri())) {
            for (int taken = 0; taken < many; taken += BATCH)
                connection.post("/v1/queues/many/channels/items/dequeue?wait=30m&max=" + BATCH, "{}").expect(200);
        }
    }

    private void counters() throws Exception {
        try (var connection = new Connection(limiter.uri())) {
            connection.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":{\"group\":{\"Type\":1024}}},"
                    + "\"Properties\":{\"Limit\":1}}}").expect(201);
        }
        put(limiter, "/v1/limiter/counters", i -> addition("{\"group\":" + i + "}", ""), BATCH);
        measure("counters in groups of one each, with the groups' locks", many, List.of(limiter, locker),
                () -> put(limiter, "/v1/limiter/counters", i -> addition("{\"group\":" + (BATCH + i) + "}", ""), many));
        measure("leases of one counter that no rule limits", many, List.of(limiter),
                () -> put(limiter, "/v1/limiter/counters",
                        i -> addition("{\"free\":1}", ",\"Lease\":{\"ID\":\"lease-" + i + "\",\"Timeout\":0}"), many));
        measure("additions that wait for room", WAITING, List.of(limiter),
                () -> callers(limiter, "/v1/limiter/counters?wait=30m", i -> addition("{\"group\":" + i % 100 + "}", ""),
                        "/actuator/prometheus", "limiter_additions_waiting " + WAITING + ".0"));
    }

    private void locks() throws Exception {
        String session;
        try (var connection = new Connection(locker.uri())) {
            session = connection.post("/v1/sessions", "{\"Timeout\":\"24h\"}").expect(201).text("SessionID");
        }
        hold(session, 0, BATCH);
        measure("locks of one key, held by one session", many, List.of(locker), () -> hold(session, BATCH, many));
        measure("sessions", many, List.of(locker), () -> {
            try (var connection = new Connection(locker.uri())) {
                for (int i = 0; i < many; i++) connection.post("/v1/sessions", "{\"Timeout\":\"24h\"}").expect(201);
            }
        });
        measure("callers in line for locks", WAITING, List.of(locker),
                () -> callers(locker, "/v1/locks?wait=30m", i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"lock\":" + i % 100 + "}}}}",
                        "/actuator/prometheus", "locker_requests_waiting " + WAITING + ".0"));
    }

    private void hold(String session, int from, int locks) throws IOException {
        try (var connection = new Connection(locker.uri())) {
            for (int next = from; next < from + locks; next += BATCH) {
                String all = IntStream.range(next, next + BATCH)
                        .mapToObj(i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"lock\":" + i + "}},"
                                + "\"Properties\":{\"SessionID\":\"" + session + "\"}}}")
                        .collect(Collectors.joining(",", "{\"Locks\":[", "]}"));
                connection.post("/v1/locks/together", all).expect(200);
            }
        }
    }

    private void createQueue(String name) throws IOException {
        try (var connection = new Connection(willow.uri())) {
            connection.post("/v1/queues", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"" + name + "\"}}}").expect(201);
        }
    }

    private static String item(String keyValues) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":" + keyValues + "},"
                + "\"Properties\":{\"Item\":\"" + PAYLOAD + "\",\"TimeoutDuration\":\"24h\"}}}";
    }

    private static String addition(String keyValues, String lease) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":" + keyValues + "},\"Properties\":{\"Counters\":1" + lease + "}}}";
    }

    private static void put(ServiceProcess service, String path, IntFunction<String> thing, int things) throws IOException {
        boolean isPut = path.startsWith("/v1/limiter");
        try (var connection = new Connection(service.uri())) {
            for (int from = 0; from < things; from += BATCH) {
                String batch = IntStream.range(from, from + BATCH).mapToObj(thing).collect(Collectors.joining(",", "[", "]"));
                Connection.Reply reply = isPut ? connection.put(path + "/batch", batch) : connection.post(path + "/batch", batch);
                if (reply.expect(200).body().contains("Problem")) throw new IllegalStateException(reply.body().substring(0, 500));
            }
        }
    }

    /// Returns when all of them wait; they go when they were measured.
    private void callers(ServiceProcess service, String path, IntFunction<String> body, String look, String until) throws IOException {
        String method = path.startsWith("/v1/limiter") ? "PUT" : "POST";
        for (int i = 0; i < WAITING; i++) {
            Connection caller = new Connection(service.uri());
            caller.begin(method, path, body.apply(i));
            waiting.add(caller);
        }
        try (var connection = new Connection(service.uri())) {
            while (!connection.get(look).body().contains(until)) Thread.onSpinWait();
        }
    }

    private interface Filling {
        void fill() throws Exception;
    }

    private void measure(String what, int things, List<ServiceProcess> services, Filling filling) throws Exception {
        List<Look> before = new ArrayList<>();
        for (ServiceProcess service : services) before.add(Look.at(service));
        filling.fill();
        Thread.sleep(Duration.ofSeconds(3)); // what is done behind an answer
        for (int i = 0; i < services.size(); i++) {
            Look more = Look.at(services.get(i)).since(before.get(i)).times(10_000.0 / things);
            System.out.printf("| %s | %s | %s |%n", what, name(services.get(i)), more);
        }
        for (Connection caller : waiting) caller.close();
        waiting.clear();
    }

    private String name(ServiceProcess service) {
        return service == willow ? "Willow" : service == limiter ? "Limiter" : "Locker";
    }

    @Override
    public void close() throws IOException {
        try (locker; limiter; willow) {
            // the last first
        }
    }
}
