package dev.willow.bench.locker;

import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What lock and unlock cost beside 100,000 locks that are held, and beside 10,000 callers that wait; and the heap that
/// these take. Locker gets 512 MiB. Argument: the durability.
final class LockerScale {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final int CALLERS = 8;
    private static final int SESSIONS = 100;
    private static final int LOCKS_OF_A_SESSION = 1_000;
    private static final int WANTED_LOCKS = 1_000;
    private static final int WAITING = 10_000;

    private final ServiceProcess locker;

    private LockerScale(ServiceProcess locker) {
        this.locker = locker;
    }

    public static void main(String[] arguments) throws Exception {
        try (var locker = ServiceProcess.start("locker", Map.of("ENGINE_DURABILITY", arguments[0]), List.of("-Xmx" + System.getProperty("heap", "512m")))) {
            var bench = new LockerScale(locker);
            ClosedLoop.run(locker.uri(), CALLERS, WARM_UP, Duration.ZERO, Pairs::ofOwnLocks);
            bench.held();
            bench.held();
            bench.waiting();
        }
    }

    private void held() throws Exception {
        measure("nothing held");
        List<String> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(open());
            hold(sessions.getLast(), "held-" + i, LOCKS_OF_A_SESSION);
        }
        measure("%,d held".formatted(SESSIONS * LOCKS_OF_A_SESSION));
        for (String session : sessions) close(session);
    }

    private void waiting() throws Exception {
        String session = open();
        hold(session, "wanted", WANTED_LOCKS);
        List<Future<?>> callers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WAITING; i++) {
                int wanted = i % WANTED_LOCKS;
                callers.add(threads.submit(() -> lockOnce(locker.uri(), "wanted", wanted)));
            }
            awaitLines();
            measure("%,d in line for %,d".formatted(WAITING, WANTED_LOCKS));
            long begun = System.nanoTime();
            close(session);
            for (Future<?> caller : callers) caller.get();
            System.out.printf("all %,d served in %,d ms%n", WAITING, (System.nanoTime() - begun) / 1_000_000);
        }
        measure("nothing held");
    }

    /// Returns when every wanted lock has its holder and its line.
    private void awaitLines() throws IOException {
        String query = """
                {"Selections":{"KeyValues":{"wanted":0}},"Limit":1}""";
        int expected = 1 + WAITING / WANTED_LOCKS;
        try (var connection = new Connection(locker.uri())) {
            for (int i = WANTED_LOCKS - 1; i >= 0; i--)
                while (!connection.post("/v1/locks/query", query.replace("0", Integer.toString(i))).expect(200).body()
                        .contains("\"LocksHeldOrWaiting\":" + expected)) Thread.onSpinWait();
        }
    }

    private static Void lockOnce(URI locker, String name, int number) throws IOException {
        try (var own = new Connection(locker)) {
            Connection.Reply lock = own.post("/v1/locks", "{\"Spec\":" + spec(name, number, "") + "}").expect(200);
            own.delete("/v1/locks/" + lock.text("LockID"), "{\"SessionID\":\"" + lock.text("SessionID") + "\"}").expect(204);
            return null;
        }
    }

    private void measure(String beside) throws Exception {
        Figures figures = ClosedLoop.run(locker.uri(), CALLERS, Duration.ofSeconds(1), MEASURED, Pairs::ofOwnLocks);
        System.out.printf("%-28s %s  heap %,d MiB%n", beside, figures, locker.heapAfterCollection() >> 20);
    }

    private String open() throws IOException {
        try (var connection = new Connection(locker.uri())) {
            return connection.post("/v1/sessions", "{\"Timeout\":\"1h\"}").expect(201).text("SessionID");
        }
    }

    private void close(String session) throws IOException {
        try (var connection = new Connection(locker.uri())) {
            connection.delete("/v1/sessions/" + session, "").expect(204);
        }
    }

    private void hold(String session, String name, int locks) throws IOException {
        String properties = ",\"Properties\":{\"SessionID\":\"" + session + "\"}";
        String all = IntStream.range(0, locks)
                .mapToObj(i -> "{\"Spec\":" + spec(name, i, properties) + "}")
                .collect(Collectors.joining(",", "{\"Locks\":[", "]}"));
        try (var connection = new Connection(locker.uri())) {
            connection.post("/v1/locks/together", all).expect(200);
        }
    }

    private static String spec(String name, int number, String properties) {
        return "{\"DBDefinition\":{\"KeyValues\":{\"" + name + "\":" + number + "}}" + properties + "}";
    }
}
