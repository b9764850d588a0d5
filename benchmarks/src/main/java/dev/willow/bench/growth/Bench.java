package dev.willow.bench.growth;

import dev.willow.bench.growth.Grown.Point;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.queue.Items;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The services that run, how there gets more of something in them, and one measurement.
final class Bench {
    static final int CALLERS = 8;
    private static final int WARMING = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 120));
    private static final Duration AGAIN = Duration.ofSeconds(Integer.getInteger("again", 3));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 5));
    private static final long LIMIT = 1_000;
    private static final int BATCH = 1_000;

    private final AllServices services;

    Bench(AllServices services) {
        this.services = services;
    }

    /// Until Java's compilers have little left to do.
    void warmUp(Callers<Connection> made) throws Exception {
        ClosedLoop.run(services.willow(), WARMING, WARM_UP, Duration.ZERO, made);
    }

    /// @param amount to be told with the figures
    Point measure(long amount, int callers, Callers<Connection> made) throws Exception {
        ClosedLoop.run(services.willow(), callers, AGAIN, Duration.ZERO, made);
        double used = processorSeconds();
        Figures figures = ClosedLoop.run(services.willow(), callers, Duration.ZERO, MEASURED, made);
        used = processorSeconds() - used;
        var point = new Point(amount, figures, 1e6 * used / (figures.perSecond() * MEASURED.toSeconds()));
        System.out.println(point);
        return point;
    }

    private double processorSeconds() {
        return Arrays.stream(services.processorSeconds()).sum();
    }

    void createQueue(String queue) throws IOException {
        Items.createQueue(services.willow(), queue);
    }

    void deleteQueue(String queue) throws IOException {
        try (var connection = new Connection(services.willow())) {
            connection.delete("/v1/queues/" + queue, "").expect(204);
        }
    }

    /// Channels with an item each, which nobody asks for by their names.
    void fill(String queue, int first, int end) throws IOException {
        Items.fill(services.willow(), queue, "{\"other\":%d,\"os\":\"linux\"}", first, end);
    }

    /// @param groupBy as JSON
    /// @return its id
    String rule(String groupBy) throws IOException {
        return services.rule(groupBy, LIMIT);
    }

    void deleteRule(String id) throws IOException {
        try (var connection = new Connection(services.limiter())) {
            connection.delete("/v1/limiter/rules/" + id, "").expect(204);
        }
    }

    /// Counters that no rule applies to.
    void counters(int first, int end) throws IOException {
        try (var connection = new Connection(services.limiter())) {
            for (int from = first; from < end; from += BATCH) {
                String batch = IntStream.range(from, Math.min(end, from + BATCH))
                        .mapToObj(i -> "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"other\":" + i
                                + ",\"os\":\"linux\"}},\"Properties\":{\"Counters\":1}}}")
                        .collect(Collectors.joining(",", "[", "]"));
                connection.put("/v1/limiter/counters/batch", batch).expect(200);
            }
        }
    }
}
