package dev.willow.faults.fault;

import dev.willow.faults.scene.Scene;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.util.Set;

/// SIGSTOP of some services, and SIGCONT later.
record Freeze(Scene scene, Set<Service> services) implements Fault {
    @Override
    public String kind() {
        return "freeze";
    }

    @Override
    public String what() {
        return "freeze " + Words.of(services);
    }

    @Override
    public void strike() throws IOException, InterruptedException {
        for (Service service : services) scene.freeze(service);
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        for (Service service : services) scene.thaw(service);
    }
}
