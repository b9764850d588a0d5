package dev.willow.bench.compare;

import dev.willow.bench.floor.BareService;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.ServiceProcess;
import dev.willow.bench.queue.QueueSpeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Services that do nothing, called as often as Willow is for an item: what HTTP costs before anything is decided, read or written as JSON.
final class Floor implements Contestant {
    private final ServiceProcess service;
    private final List<ServiceProcess> asked;

    private Floor(ServiceProcess service, List<ServiceProcess> asked) {
        this.service = service;
        this.asked = asked;
    }

    /// One service alone.
    static Floor alone() throws IOException {
        return new Floor(ServiceProcess.start(BareService.class, List.of()), List.of());
    }

    /// One that asks another for each call, as Willow asks the Limiter.
    ///
    /// @param syncs whether it also writes for each call and syncs that
    static Floor asking(boolean syncs) throws IOException {
        ServiceProcess asked = ServiceProcess.start(BareService.class, List.of());
        return new Floor(
                ServiceProcess.start(BareService.class, List.of("-Dasks=" + asked.uri(), "-Dsyncs=" + syncs)), List.of(asked));
    }

    @Override
    public Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception {
        return QueueSpeed.nothing(service.uri(), callers, warmUp, measured);
    }

    @Override
    public void close() throws IOException {
        service.close();
        for (ServiceProcess each : asked) each.close();
    }
}
