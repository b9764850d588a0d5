package dev.willow.bench.size;

import dev.willow.bench.process.ServiceProcess;
import java.io.IOException;
import java.time.Duration;

/// What a service takes of its machine at a moment when nothing happens.
///
/// @param heap      bytes in use after a collection
/// @param memory    bytes of the process
/// @param disk      bytes of its files
/// @param openFiles connections included
/// @param processor the share of one core that it uses
record Look(double heap, double memory, double disk, double openFiles, double processor) {
    private static final Duration IDLE = Duration.ofSeconds(10);

    static Look at(ServiceProcess service) throws IOException, InterruptedException {
        long heap = service.heapAfterCollection();
        double before = service.processorSeconds();
        Thread.sleep(IDLE);
        double processor = (service.processorSeconds() - before) / IDLE.toSeconds();
        return new Look(heap, service.memory(), service.bytesOnDisk(), service.openFiles(), processor);
    }

    Look since(Look before) {
        return new Look(
                heap - before.heap, memory - before.memory, disk - before.disk, openFiles - before.openFiles, processor - before.processor);
    }

    Look times(double factor) {
        return new Look(heap * factor, memory * factor, disk * factor, openFiles * factor, processor * factor);
    }

    @Override
    public String toString() {
        return String.format("%.1f | %.1f | %.1f | %.0f | %.0f",
                heap / (1 << 20), memory / (1 << 20), disk / (1 << 20), openFiles, 1000 * processor);
    }
}
