package dev.willow.faults.scene;

import dev.willow.testing.process.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A way by which requests travel, with a proxy of its own.
public enum Link {
    CLIENTS_TO_LOCKER(Service.LOCKER),
    CLIENTS_TO_LIMITER(Service.LIMITER),
    CLIENTS_TO_WILLOW(Service.WILLOW),
    LIMITER_TO_LOCKER(Service.LOCKER),
    WILLOW_TO_LIMITER(Service.LIMITER);

    private final Service end;

    Link(Service end) {
        this.end = end;
    }

    static List<Link> to(Service service) {
        return Stream.of(values()).filter(link -> link.end == service).toList();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
