package dev.willow.system;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.testing.network.TcpProxy;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Locker, Limiter and Willow, or some of them, as processes on ports that the system chose, with clients to each. Willow may
/// reach the Limiter through a proxy that a test can have fail.
final class Cluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Nobody listens there.
    private static final int NOT_STARTED = 1;

    private final Path data;
    private final boolean isProxied;
    private final Map<String, String> settings;
    private TcpProxy limiterProxy;
    private final Map<Service, RunningProcess> processes = new EnumMap<>(Service.class);
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final LockerClient locker;
    private final LimiterClient limiter;
    private final WillowClient willow;

    private Cluster(Path data, Set<Service> services, boolean isProxied, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.data = data;
        this.isProxied = isProxied;
        this.settings = settings;
        try {
            for (Service service : services) launch(service); // each has to be told the ports of those before it
            locker = LockerClient.builder(uriOf(Service.LOCKER)).retries(RetryPolicy.NONE).build();
            limiter = LimiterClient.builder(uriOf(Service.LIMITER)).retries(RetryPolicy.NONE).build();
            willow = WillowClient.builder(uriOf(Service.WILLOW)).retries(RetryPolicy.NONE).build();
            for (Service service : services) awaitHealth(service);
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            for (RunningProcess process : processes.values()) process.kill();
            if (limiterProxy != null) limiterProxy.close();
            throw failed;
        }
    }

    static Cluster start(Path data) throws IOException, InterruptedException {
        return start(data, EnumSet.allOf(Service.class));
    }

    static Cluster start(Path data, EnumSet<Service> services) throws IOException, InterruptedException {
        return new Cluster(data, services, false, Map.of());
    }

    /// All three, Willow reaching the Limiter through [#limiterProxy].
    ///
    /// @param settings environment variables for each of them
    static Cluster startWithProxy(Path data, Map<String, String> settings) throws IOException, InterruptedException {
        return new Cluster(data, EnumSet.allOf(Service.class), true, settings);
    }

    /// What stands between Willow and the Limiter.
    TcpProxy limiterProxy() {
        return limiterProxy;
    }

    LockerClient locker() {
        return locker;
    }

    LimiterClient limiter() {
        return limiter;
    }

    WillowClient willow() {
        return willow;
    }

    /// What a service has logged since it was last started.
    String log(Service service) {
        return processes.get(service).output();
    }

    RunningProcess process(Service service) {
        return processes.get(service);
    }

    /// SIGKILL: the service gets no chance to finish anything.
    void kill(Service service) throws InterruptedException {
        processes.get(service).kill();
    }

    /// Starts a killed service on its data and its port, and returns when it is healthy.
    void restart(Service service) throws IOException, InterruptedException {
        launch(service);
        awaitHealth(service);
    }

    private void launch(Service service) throws IOException, InterruptedException {
        Map<String, String> its = new HashMap<>(settings);
        if (service == Service.WILLOW && isProxied) its.put("LIMITER_URL", "http://127.0.0.1:" + limiterProxy.port());
        Launch launch = Launch.of(service, data, ports, its);
        processes.put(service, launch.process());
        ports.put(service, launch.port());
        if (service == Service.LIMITER && isProxied && limiterProxy == null) limiterProxy = TcpProxy.to(launch.port());
    }

    URI uriOf(Service service) {
        return URI.create("http://127.0.0.1:" + ports.getOrDefault(service, NOT_STARTED));
    }

    private void awaitHealth(Service service) throws InterruptedException {
        Eventually.succeeds(service + " is healthy", UnavailableException.class, () -> {
            if (!process(service).isAlive()) throw new IllegalStateException(service + " died:\n" + log(service));
            switch (service) {
                case LOCKER -> locker.checkHealth();
                case LIMITER -> limiter.checkHealth();
                case WILLOW -> willow.checkHealth();
            }
        });
    }

    @Override
    public void close() {
        locker.close();
        limiter.close();
        willow.close();
        if (limiterProxy != null) limiterProxy.close();
        try {
            for (RunningProcess process : processes.values()) process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
