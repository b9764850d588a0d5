package dev.willow.bench.queue;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.process.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Enqueue, dequeue and ack of an item in a channel of one's own, with one finite rule and the queue's capacity to be asked each
/// time. Arguments: the durability, then numbers of callers; those after `--` go to the services' Java.
final class QueueSpeed {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 25));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 8));
    private static final int LIMIT = 100;

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
            services.rule("{\"caller\":{\"Type\":1024}}", LIMIT);
            Items.createQueue(services.willow(), "cycles");
            for (int number : callers) {
                ClosedLoop.run(services.willow(), number, WARM_UP, Duration.ZERO, QueueSpeed::ofOwnChannel);
                var used = new Used(services);
                ClosedLoop.Figures figures = measure(services.willow(), number, QueueSpeed::ofOwnChannel);
                System.out.println("enqueue, dequeue and ack       " + figures + "  "
                        + used.forEachOf(figures.perSecond() * MEASURED.toSeconds()));
            }
        }
    }

    private static ClosedLoop.Figures measure(URI service, int callers, Callers made) throws Exception {
        return ClosedLoop.run(service, callers, Duration.ZERO, MEASURED, made);
    }

    static ClosedLoop.Turn ofOwnChannel(int caller) {
        String channel = "{\"caller\":" + caller + "}";
        return Items.cycle("cycles", channel, Items.matching(channel));
    }

    private static ClosedLoop.Turn threeCalls(int caller) {
        String item = Items.item("{\"caller\":" + caller + "}", false);
        return (connection, _) -> {
            connection.post("/v1/locks", item).expect(200);
            connection.post("/v1/locks", item).expect(200);
            connection.post("/v1/locks", item).expect(200);
        };
    }
}
