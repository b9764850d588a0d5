package dev.willow.bench.client;

import com.sun.management.OperatingSystemMXBean;
import dev.willow.bench.process.ServiceProcess;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What it costs a process to keep many items of a short time-out, in processor time. The items would be tried again, and
/// so be seen, if they were lost. Arguments: how many items, their time-out in milliseconds.
final class HeartbeatCost {
    private static final String QUEUE = "kept";
    private static final int AT_A_TIME = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 20));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 10));

    private HeartbeatCost() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        Duration timeout = Duration.ofMillis(Long.parseLong(arguments[1]));
        Map<String, String> memory = Map.of("ENGINE_DURABILITY", "MEMORY");
        try (var locker = ServiceProcess.start("locker", memory, List.of());
                var limiter = ServiceProcess.start("limiter", with(memory, "LOCKER_URL", locker), List.of());
                var service = ServiceProcess.start("willow", with(memory, "LIMITER_URL", limiter), List.of());
                var willow = WillowClient.builder(service.uri()).build()) {
            willow.createQueue(QueueSpec.of(QUEUE, -1));
            for (int first = 0; first < count; first += AT_A_TIME)
                willow.enqueueAll(QUEUE, IntStream.range(first, Math.min(count, first + AT_A_TIME))
                        .mapToObj(number -> item(number, timeout)).toList());
            List<TakenItem> items = new ArrayList<>();
            Items source = Items.of(willow, QUEUE);
            while (items.size() < count) items.addAll(source.takeUpTo(AT_A_TIME, DequeueRequest.ANY, Duration.ofSeconds(30)));
            boolean isOneLost = wasOneLost(willow, WARM_UP);
            double used = processorSeconds();
            double usedThere = service.processorSeconds();
            isOneLost |= wasOneLost(willow, MEASURED);
            System.out.printf("%,d items of %s: %.1f %% of one core here, %.1f %% at Willow; %s%n", count, timeout,
                    100 * (processorSeconds() - used) / MEASURED.toSeconds(),
                    100 * (service.processorSeconds() - usedThere) / MEASURED.toSeconds(),
                    isOneLost || !items.stream().allMatch(TakenItem::isHeld) ? "some were lost" : "all were kept");
        }
    }

    private static boolean wasOneLost(WillowClient willow, Duration during) {
        return willow.dequeue(QUEUE, DequeueRequest.ANY, during).isPresent();
    }

    private static Map<String, String> with(Map<String, String> settings, String name, ServiceProcess service) {
        var all = new HashMap<>(settings);
        all.put(name, service.uri().toString());
        return all;
    }

    private static ItemSpec item(int number, Duration timeout) {
        return ItemSpec.of(KeyValues.of("number", Value.int64(number)),
                new ItemProperties(new byte[0], false, -1, RetryPosition.BACK, timeout));
    }

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
