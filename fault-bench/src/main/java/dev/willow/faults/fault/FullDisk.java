package dev.willow.faults.fault;

import dev.willow.faults.scene.Scene;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.util.Set;

/// A disk without space. A service may refuse what it cannot write, or end and say why.
///
/// @param flood has the service write more than the space that it has taken beforehand
record FullDisk(Scene scene, Service service, Flood flood) implements Fault {
    @Override
    public String kind() {
        return "full disk";
    }

    @Override
    public String what() {
        return "full disk of " + service.label();
    }

    @Override
    public void strike() throws IOException {
        scene.fillDisk(service);
        flood.pour(service);
    }

    @Override
    public void heal() throws IOException {
        scene.freeDisk(service);
    }

    @Override
    public Set<Service> mayEnd() {
        return Set.of(service);
    }
}
