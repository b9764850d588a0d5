package dev.willow.faults.fault;

import dev.willow.faults.scene.Link;
import dev.willow.testing.process.Service;
import java.util.Collection;
import java.util.stream.Collectors;

final class Words {
    private Words() {}

    static String of(Collection<Service> services) {
        return services.stream().map(Service::label).collect(Collectors.joining(", "));
    }

    static String ofLinks(Collection<Link> links) {
        return links.stream().map(Link::label).collect(Collectors.joining(", "));
    }
}
