package dev.willow.bench.queue;

import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.process.AllServices;
import java.time.Duration;
import java.util.List;

/// What the three services keep on disk and in their heaps while a great many items come and go: an hour's worth of 100 a second, unless
/// told otherwise. Argument: the number of cycles of enqueue, dequeue and ack.
final class DiskOverTime {
    private static final long AN_HOUR = 360_000;
    private static final int CALLERS = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    private DiskOverTime() {}

    public static void main(String[] arguments) throws Exception {
        long cycles = arguments.length > 0 ? Long.parseLong(arguments[0]) : AN_HOUR;
        try (var services = AllServices.start("sync", List.of("-Xmx256m"))) {
            services.rule("{\"caller\":{\"Type\":1024}}", 100);
            Items.createQueue(services.willow(), "cycles");
            long[] most = new long[3];
            long done = 0;
            while (done < cycles) {
                var figures = ClosedLoop.run(services.willow(), CALLERS, Duration.ZERO, BETWEEN_LOOKS, QueueSpeed::ofOwnChannel);
                done += Math.round(figures.perSecond() * BETWEEN_LOOKS.toSeconds());
                long[] disk = services.bytesOnDisk();
                for (int i = 0; i < most.length; i++) most[i] = Math.max(most[i], disk[i]);
                System.out.printf("%,9d cycles  disk: %s%n", done, of(disk));
            }
            System.out.printf("     most at any look  disk: %s%n     in the end        heap: %s%n", of(most), of(services.heapAfterCollection()));
        }
    }

    private static String of(long[] bytes) {
        return "Locker %,4d MiB  Limiter %,4d MiB  Willow %,4d MiB".formatted(bytes[0] >> 20, bytes[1] >> 20, bytes[2] >> 20);
    }
}
