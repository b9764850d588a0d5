package dev.willow.faults.fault;

import dev.willow.testing.process.Service;
import java.io.IOException;
import java.util.Set;

/// Something that goes wrong for a while.
public interface Fault {
    /// As it is called in the report.
    String kind();

    /// What exactly, for people.
    String what();

    void strike() throws IOException, InterruptedException;

    /// Takes away what is wrong. What has ended by it is started again by the bench.
    void heal() throws IOException, InterruptedException;

    /// Services that may end by this, saying why.
    default Set<Service> mayEnd() {
        return Set.of();
    }
}
