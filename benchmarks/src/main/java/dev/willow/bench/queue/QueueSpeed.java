package dev.willow.bench.queue;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.load.OpenLoop;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Enqueue, dequeue and ack of an item in a channel of one's own, with one finite rule and the queue's capacity to be asked each
/// time. Arguments: the durability, then numbers of callers; those after `--` go to the services' Java.
public final class QueueSpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 25));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 8));
    private static final int LIMIT = 100;
    private static final String QUEUE = "cycles";

    private QueueSpeed() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        int end = words.indexOf("--");
        List<String> java = end < 0 ? List.of() : words.subList(end + 1, words.size());
        List<Integer> callers = words.subList(1, end < 0 ? words.size() : end).stream().map(Integer::valueOf).toList();
        try (var floor = ServiceProcess.start(BareService.class, java)) {
            for (int number : callers) {
                ClosedLoop.run(floor.uri(), number, WARM_UP.dividedBy(2), Duration.ZERO, QueueSpeed::threeCalls);
                System.out.println("bare HTTP service, three calls " + measure(floor.uri(), number, QueueSpeed::threeCalls));
            }
        }
        try (var services = AllServices.start(words.getFirst(), java)) {
            prepare(services);
            for (int number : callers) {
                ClosedLoop.run(services.willow(), number, WARM_UP, Duration.ZERO, QueueSpeed::ofOwnChannel);
                var used = new Used(services);
                Figures figures = measure(services.willow(), number, QueueSpeed::ofOwnChannel);
                System.out.println("enqueue, dequeue and ack       " + figures + "  "
                        + used.forEachOf(figures.perSecond() * MEASURED.toSeconds()));
            }
        }
    }

    /// A queue with a capacity, and a rule that applies to each item.
    public static void prepare(AllServices services) throws IOException {
        services.rule("{\"caller\":{\"Type\":1024}}", LIMIT);
        Items.createQueue(services.willow(), QUEUE);
    }

    /// Cycles of callers that each begin the next when the last one is over.
    public static Figures cycles(AllServices services, int callers, Duration warmUp, Duration measured) throws Exception {
        return ClosedLoop.run(services.willow(), callers, warmUp, measured, QueueSpeed::ofOwnChannel);
    }

    /// Cycles that are due at a steady rate.
    public static Figures cyclesAtRate(AllServices services, double rate, int callers, Duration warmUp, Duration measured)
            throws Exception {
        return OpenLoop.run(() -> new Connection(services.willow()), rate, callers, warmUp, measured, QueueSpeed::ofOwnChannel);
    }

    /// As many calls as a cycle has, to a service that does nothing.
    public static Figures nothing(URI bare, int callers, Duration warmUp, Duration measured) throws Exception {
        return ClosedLoop.run(bare, callers, warmUp, measured, QueueSpeed::threeCalls);
    }

    private static Figures measure(URI service, int callers, Callers<Connection> made) throws Exception {
        return ClosedLoop.run(service, callers, Duration.ZERO, MEASURED, made);
    }

    static ClosedLoop.Turn<Connection> ofOwnChannel(int caller) {
        String channel = "{\"caller\":" + caller + "}";
        return Items.cycle(QUEUE, channel, Items.matching(channel));
    }

    private static ClosedLoop.Turn<Connection> threeCalls(int caller) {
        String item = Items.item("{\"caller\":" + caller + "}", false);
        return (connection, _) -> {
            connection.post("/v1/locks", item).expect(200);
            connection.post("/v1/locks", item).expect(200);
            connection.post("/v1/locks", item).expect(200);
        };
    }
}
