package dev.willow.testkit.reference;

import dev.willow.limiter.LimiterApplication;
import dev.willow.locker.LockerApplication;
import dev.willow.queue.WillowApplication;
import dev.willow.testing.metrics.Scrape;
import dev.willow.testing.service.RunningApplication;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the three services show at `/actuator/prometheus`, each started alone and asked once.
final class Exposed {
    private static final Map<String, Class<?>> SERVICES =
            Map.of("Willow", WillowApplication.class, "Limiter", LimiterApplication.class, "Locker", LockerApplication.class);

    private Exposed() {}

    /// By the names of the services.
    static Map<String, Scrape> byServices() {
        Map<String, Scrape> scrapes = new LinkedHashMap<>();
        SERVICES.forEach((name, application) -> {
            try (Service service = new Service(application)) {
                Scrape.of(service.http()); // is a call, so that there are numbers of calls
                scrapes.put(name, Scrape.of(service.http()));
            }
        });
        return scrapes;
    }

    /// Goes by the settings in its code, as there are three applications here with a file of the same name.
    private static final class Service extends RunningApplication {
        Service(Class<?> application) {
            super(application, beans -> {}, "spring.config.name=none", "engine.durability=memory", "metrics.refresh=1ns");
        }
    }
}
