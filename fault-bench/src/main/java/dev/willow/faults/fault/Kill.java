package dev.willow.faults.fault;

import dev.willow.faults.scene.Scene;
import dev.willow.testing.process.Service;
import java.util.Set;

/// SIGKILL of some services at once.
record Kill(Scene scene, Set<Service> services) implements Fault {
    @Override
    public String kind() {
        return services.size() == 1 ? "kill " + services.iterator().next().label() : "kill several";
    }

    @Override
    public String what() {
        return "kill " + Words.of(services);
    }

    @Override
    public void strike() throws InterruptedException {
        for (Service service : services) scene.kill(service);
    }

    @Override
    public void heal() {
        // by being started again
    }
}
