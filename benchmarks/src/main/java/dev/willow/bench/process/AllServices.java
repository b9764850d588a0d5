package dev.willow.bench.process;

import dev.willow.bench.load.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Locker, Limiter and Willow, each in a process of its own.
public final class AllServices implements AutoCloseable {
    private final ServiceProcess locker;
    private final ServiceProcess limiter;
    private final ServiceProcess willow;

    private AllServices(ServiceProcess locker, ServiceProcess limiter, ServiceProcess willow) {
        this.locker = locker;
        this.limiter = limiter;
        this.willow = willow;
    }

    /// Starts them and returns when Willow serves.
    ///
    /// @param durability of all three
    /// @param java       further options for the Java of each
    public static AllServices start(String durability, List<String> java) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("ENGINE_DURABILITY", durability));
        ServiceProcess locker = ServiceProcess.start("locker", settings, java);
        settings.put("LOCKER_URL", locker.uri().toString());
        ServiceProcess limiter = ServiceProcess.start("limiter", settings, java);
        settings.put("LIMITER_URL", limiter.uri().toString());
        ServiceProcess willow = ServiceProcess.start("willow", settings, java);
        while (!isHealthy(willow.uri())) Thread.onSpinWait();
        return new AllServices(locker, limiter, willow);
    }

    /// A service closes the connection behind a 503.
    private static boolean isHealthy(URI service) throws IOException {
        try (var connection = new Connection(service)) {
            return connection.get("/health").status() == 200;
        }
    }

    public URI willow() {
        return willow.uri();
    }

    public URI limiter() {
        return limiter.uri();
    }

    /// Creates a rule for the values of these keys.
    ///
    /// @param groupBy as JSON
    public void rule(String groupBy, long limit) throws IOException {
        try (var connection = new Connection(limiter.uri())) {
            connection.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":" + groupBy
                    + "},\"Properties\":{\"Limit\":" + limit + "}}}").expect(201);
        }
    }

    /// Processor time that each has used, in seconds: Locker, Limiter, Willow.
    public double[] processorSeconds() {
        return new double[] {locker.processorSeconds(), limiter.processorSeconds(), willow.processorSeconds()};
    }

    @Override
    public void close() throws IOException {
        try (locker; limiter; willow) {
            // the last first
        }
    }
}
