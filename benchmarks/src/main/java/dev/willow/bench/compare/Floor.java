package dev.willow.bench.compare;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.ServiceProcess;
import dev.willow.bench.queue.QueueSpeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A service that does nothing, called as often as Willow is for an item: what HTTP alone costs.
final class Floor implements Contestant {
    private final ServiceProcess service;

    private Floor(ServiceProcess service) {
        this.service = service;
    }

    static Floor start() throws IOException {
        return new Floor(ServiceProcess.start(BareService.class, List.of()));
    }

    @Override
    public Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception {
        return QueueSpeed.nothing(service.uri(), callers, warmUp, measured);
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
