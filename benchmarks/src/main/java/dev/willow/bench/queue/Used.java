package dev.willow.bench.queue;

import dev.willow.bench.process.AllServices;

/// Processor time that the services use from now on.
final class Used {
    private final AllServices services;
    private final double[] before;

    Used(AllServices services) {
        this.services = services;
        this.before = services.processorSeconds();
    }

    /// @param turns that were taken since
    String forEachOf(double turns) {
        double[] now = services.processorSeconds();
        double[] micros = new double[now.length];
        for (int i = 0; i < now.length; i++) micros[i] = 1e6 * (now[i] - before[i]) / turns;
        return String.format("processor time of each: Willow %.0f us, Limiter %.0f us, Locker %.0f us", micros[2], micros[1], micros[0]);
    }
}
