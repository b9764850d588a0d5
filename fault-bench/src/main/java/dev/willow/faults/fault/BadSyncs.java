package dev.willow.faults.fault;

import dev.willow.faults.scene.Scene;
import dev.willow.faults.scene.SyncFault;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Syncs of one service that take long, or fail. It may end by those that fail, saying why.
final class BadSyncs implements Fault {
    private final Scene scene;
    private final Service service;
    private final Optional<Duration> slow;
    private Optional<SyncFault> attached = Optional.empty();

    /// @param slow by how much; empty: they fail
    BadSyncs(Scene scene, Service service, Optional<Duration> slow) {
        this.scene = scene;
        this.service = service;
        this.slow = slow;
    }

    @Override
    public String kind() {
        return slow.isPresent() ? "slow syncs" : "failing syncs";
    }

    @Override
    public String what() {
        return kind() + slow.map(by -> ", by " + by.toMillis() + " ms,").orElse("") + " of " + service.label();
    }

    @Override
    public void strike() throws IOException, InterruptedException {
        attached = Optional.of(slow.isPresent() ? scene.slowSyncs(service, slow.get()) : scene.failingSyncs(service));
    }

    @Override
    public void heal() throws IOException {
        if (attached.isPresent()) attached.get().close();
    }

    @Override
    public Set<Service> mayEnd() {
        return slow.isPresent() ? Set.of() : Set.of(service);
    }
}
