package dev.willow.faults.fault;

import dev.willow.faults.scene.Link;
import dev.willow.faults.scene.Scene;
import java.util.Set;

/// Connections that are cut off, and cannot be made anew.
record NoNetwork(Scene scene, Set<Link> links) implements Fault {
    @Override
    public String kind() {
        return "no network";
    }

    @Override
    public String what() {
        return "no way from " + Words.ofLinks(links);
    }

    @Override
    public void strike() {
        links.forEach(link -> scene.proxy(link).refuse());
    }

    @Override
    public void heal() {
        links.forEach(link -> scene.proxy(link).accept());
    }
}
