package dev.willow.testkit.service;

import dev.willow.limiter.LimiterApplication;
import dev.willow.locker.LockerApplication;
import dev.willow.queue.WillowApplication;
import java.net.URI;

/// The three services.
public enum ServiceKind {
    LOCKER("locker", LockerApplication.class),
    LIMITER("limiter", LimiterApplication.class),
    WILLOW("willow", WillowApplication.class);

    private final String label;
    private final Class<?> application;

    ServiceKind(String label, Class<?> application) {
        this.label = label;
        this.application = application;
    }

    public String label() {
        return label;
    }

    /// In whose package and below it the beans of the service are.
    Class<?> application() {
        return application;
    }

    /// What the service is called in a kit's network.
    public String host() {
        return label + ".kit";
    }

    public URI uri() {
        return URI.create("http://" + host());
    }
}
