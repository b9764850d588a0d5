package dev.willow.faults.fault;

import dev.willow.testing.process.Service;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Two faults at a time.
record Both(Fault first, Fault second) implements Fault {
    @Override
    public String kind() {
        return "two at a time";
    }

    @Override
    public String what() {
        return first.what() + "; and " + second.what();
    }

    @Override
    public void strike() throws IOException, InterruptedException {
        first.strike();
        second.strike();
    }

    @Override
    public void heal() throws IOException, InterruptedException {
        first.heal();
        second.heal();
    }

    @Override
    public Set<Service> mayEnd() {
        Set<Service> all = new HashSet<>(first.mayEnd());
        all.addAll(second.mayEnd());
        return all;
    }
}
