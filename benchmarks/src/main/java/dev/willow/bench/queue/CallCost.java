package dev.willow.bench.queue;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.ClosedLoop.Turn;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.load.OpenLoop;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.process.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/// The processor time of single calls, such as a cycle has: while eight callers leave the service no rest, and of one caller at a steady
/// rate, before each of whose calls everything has gone to sleep. Then that of cycles, with as many callers as are told. Arguments: the
/// durability, the number of callers.
public final class CallCost {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 25));
    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 8));
    private static final int BUSY = 8;
    private static final int CALLS_PER_SECOND = 1_000;
    private static final String QUEUE = "cycles";

    private CallCost() {}

    public static void main(String[] arguments) throws Exception {
        try (var floor = ServiceProcess.start(BareService.class, List.of())) {
            measure("bare HTTP service", floor.uri(), floor::processorSeconds, _ -> CallCost::nothing);
        }
        try (var services = AllServices.start(arguments[0], List.of())) {
            QueueSpeed.prepare(services);
            measure("Willow: a dequeue that finds nothing", services.willow(), () -> services.processorSeconds()[2], CallCost::dequeue);
            measure("Limiter: two leases in or out", services.limiter(), () -> services.processorSeconds()[1], CallCost::leases);
            int callers = Integer.parseInt(arguments[1]);
            ClosedLoop.run(services.willow(), callers, WARM_UP.multipliedBy(2), Duration.ZERO, QueueSpeed::ofOwnChannel);
            var used = new Used(services);
            Figures cycles = ClosedLoop.run(services.willow(), callers, Duration.ZERO, MEASURED, QueueSpeed::ofOwnChannel);
            System.out.println("a cycle: " + cycles + "  " + used.forEachOf(cycles.perSecond() * MEASURED.toSeconds()));
        }
    }

    private static void measure(String what, URI service, DoubleSupplier processorSeconds, Callers<Connection> calls) throws Exception {
        ClosedLoop.run(service, BUSY, WARM_UP, Duration.ZERO, calls);
        double begun = processorSeconds.getAsDouble();
        Figures busy = ClosedLoop.run(service, BUSY, Duration.ZERO, MEASURED, calls);
        double withoutRest = processorSeconds.getAsDouble() - begun;
        OpenLoop.run(() -> new Connection(service), CALLS_PER_SECOND, 1, AGAIN, Duration.ZERO, calls);
        begun = processorSeconds.getAsDouble();
        Figures alone = OpenLoop.run(() -> new Connection(service), CALLS_PER_SECOND, 1, Duration.ZERO, MEASURED, calls);
        double afterRest = processorSeconds.getAsDouble() - begun;
        System.out.printf("%-38s %6.0f us of the service's processor time without rest (%,.0f/s), %6.0f us after a rest (%,.0f/s)%n",
                what, each(withoutRest, busy), busy.perSecond(), each(afterRest, alone), alone.perSecond());
    }

    private static double each(double seconds, Figures calls) {
        return 1e6 * seconds / (calls.perSecond() * MEASURED.toSeconds());
    }

    private static void nothing(Connection connection, long number) throws Exception {
        connection.post("/v1/locks", "{}").expect(200);
    }

    private static Turn<Connection> dequeue(int caller) {
        String query = Items.matching("{\"caller\":\"nobody " + caller + "\"}");
        return (connection, _) -> connection.post(Items.path(QUEUE) + "/dequeue?wait=0s", query).expect(204);
    }

    /// As Willow sends them for an item.
    private static Turn<Connection> leases(int caller) {
        String in = "[" + lease(caller, "_willow_enqueued", 1) + "," + lease(caller, "_willow_running", 1) + "]";
        String out = "[" + lease(caller, "_willow_running", -1) + "," + lease(caller, "_willow_enqueued", -1) + "]";
        return (connection, number) ->
                connection.put("/v1/limiter/counters/batch?backed=true", number % 2 == 0 ? in : out).expect(200);
    }

    private static String lease(int caller, String mark, int number) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"caller\":\"nobody " + caller + "\",\"" + mark
                + "\":\"true\",\"_willow_queue_name\":\"none\"}},\"Properties\":{\"Counters\":" + number
                + ",\"Lease\":{\"ID\":\"" + mark + "-" + caller + "\",\"Timeout\":0}}}}";
    }
}
