package dev.willow.bench.queue;

import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.Connection;
import dev.willow.bench.process.AllServices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// How long it takes from the ack that frees the only place of a group until a waiting consumer has the item that may run now; alone,
/// and while others enqueue, dequeue and ack. Arguments: the durability, and how many hand-overs.
final class FreedPlace {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final int OTHERS = 4;
    private static final int LIMIT = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 20));
    private static final String QUEUE = "places";
    private static final String ITEM = Items.item("{\"repo\":\"willow\"}", false);
    private static final String QUERY = Items.matching("{\"repo\":\"willow\"}");

    private final AllServices services;

    private FreedPlace(AllServices services) {
        this.services = services;
    }

    public static void main(String[] arguments) throws Exception {
        int handOvers = Integer.parseInt(arguments[1]);
        try (var services = AllServices.start(arguments[0], List.of())) {
            services.rule("{\"repo\":{\"Type\":1024}}", 1);
            services.rule("{\"caller\":{\"Type\":1024}}", LIMIT);
            Items.createQueue(services.willow(), QUEUE);
            Items.createQueue(services.willow(), "cycles");
            ClosedLoop.run(services.willow(), OTHERS, WARM_UP, Duration.ZERO, QueueSpeed::ofOwnChannel);
            var bench = new FreedPlace(services);
            bench.run(handOvers);
            report("nothing else", bench.run(handOvers));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Histogram> measured = threads.submit(() -> bench.run(handOvers));
                while (!measured.isDone())
                    ClosedLoop.run(services.willow(), OTHERS, Duration.ofSeconds(1), Duration.ZERO, QueueSpeed::ofOwnChannel);
                report("beside " + OTHERS + " busy callers", measured.get());
            }
        }
    }

    /// Two consumers take turns: while one has the item that runs, the other waits.
    private Histogram run(int handOvers) throws Exception {
        var taken = new Histogram(LONGEST, DIGITS);
        try (var producer = new Connection(services.willow());
                var acking = new Connection(services.willow());
                var waiting = new Connection(services.willow());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i <= handOvers; i++) producer.post(Items.path(QUEUE), ITEM).expect(201);
            String running = take(waiting);
            for (int i = 0; i < handOvers; i++) {
                var asks = new CountDownLatch(1);
                Future<Taken> next = threads.submit(() -> {
                    asks.countDown();
                    return new Taken(take(waiting), System.nanoTime());
                });
                asks.await();
                awaitConsumer(producer);
                long begun = System.nanoTime();
                acking.post(Items.path(QUEUE) + "/ack", Items.success(running)).expect(200);
                running = next.get().item();
                taken.recordValue(next.get().at() - begun);
            }
            acking.post(Items.path(QUEUE) + "/ack", Items.success(running)).expect(200);
        }
        return taken;
    }

    private record Taken(String item, long at) {}

    private static String take(Connection connection) throws IOException {
        return connection.post(Items.path(QUEUE) + "/dequeue?wait=60s", QUERY).expect(200).text("ID");
    }

    /// Returns when the next consumer was told that there is no place, and waits.
    private static void awaitConsumer(Connection connection) throws Exception {
        while (!connection.get("/v1/queues/" + QUEUE).expect(200).body().contains("\"Consumers\":1")) Thread.onSpinWait();
        Thread.sleep(5); // it is counted before the Limiter has refused it
    }

    private static void report(String beside, Histogram taken) {
        System.out.printf("%-28s p50 %7.3f ms  p99 %7.3f ms  max %8.1f ms%n", beside, taken.getValueAtPercentile(50) / 1e6,
                taken.getValueAtPercentile(99) / 1e6, taken.getMaxValue() / 1e6);
    }
}
