package dev.willow.bench.compare;

import dev.willow.bench.load.Figures;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.queue.QueueSpeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// All three services, with `MaxItems` and one finite rule asked for each item; each caller has a channel of its own.
final class Willow implements Contestant {
    private final AllServices services;

    private Willow(AllServices services) {
        this.services = services;
    }

    /// @param durability `SYNC`: on disk before each answer; `MEMORY`: nothing is kept
    static Willow start(String durability) throws IOException {
        AllServices services = AllServices.start(durability, List.of());
        QueueSpeed.prepare(services);
        return new Willow(services);
    }

    @Override
    public Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception {
        return QueueSpeed.cycles(services, callers, warmUp, measured);
    }

    /// The same at a steady rate.
    Figures atRate(double rate, int callers, Duration warmUp, Duration measured) throws Exception {
        return QueueSpeed.cyclesAtRate(services, rate, callers, warmUp, measured);
    }

    @Override
    public void close() throws IOException {
        services.close();
    }
}
