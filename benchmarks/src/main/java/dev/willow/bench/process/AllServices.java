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
        return start(durability, Map.of(), java);
    }

    /// @param further settings of all three, as environment variables
    public static AllServices start(String durability, Map<String, String> further, List<String> java) throws IOException {
        Map<String, String> settings = new HashMap<>(further);
        settings.put("ENGINE_DURABILITY", durability);
        ServiceProcess locker = ServiceProcess.start("locker", settings, java);
        settings.put("LOCKER_URL", locker.uri().toString());
        ServiceProcess limiter = ServiceProcess.start("limiter", settings, java);
        settings.put("LIMITER_URL", limiter.uri().toString());
        ServiceProcess willow = ServiceProcess.start("willow", settings, java);
        willow.awaitHealthy();
        return new AllServices(locker, limiter, willow);
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
    /// @return its id
    public String rule(String groupBy, long limit) throws IOException {
        try (var connection = new Connection(limiter.uri())) {
            return connection.post("/v1/limiter/rules", "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":" + groupBy
                    + "},\"Properties\":{\"Limit\":" + limit + "}}}").expect(201).text("ID");
        }
    }

    /// Processor time that each has used, in seconds: Locker, Limiter, Willow.
    public double[] processorSeconds() {
        return new double[] {locker.processorSeconds(), limiter.processorSeconds(), willow.processorSeconds()};
    }

    /// Of all that each keeps on disk: Locker, Limiter, Willow.
    public long[] bytesOnDisk() throws IOException {
        return new long[] {locker.bytesOnDisk(), limiter.bytesOnDisk(), willow.bytesOnDisk()};
    }

    /// Bytes of each one's heap that are in use after all that can be freed was freed.
    public long[] heapAfterCollection() throws IOException {
        return new long[] {locker.heapAfterCollection(), limiter.heapAfterCollection(), willow.heapAfterCollection()};
    }

    @Override
    public void close() throws IOException {
        try (locker; limiter; willow) {
            // the last first
        }
    }
}
