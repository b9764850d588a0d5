package dev.willow.kit.tls;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Has Spring Boot load the PEM files of `tls.*`, and load them again when they change: certificates are renewed while the
/// service runs. Whether the settings make sense is [TlsProperties]' matter.
final class TlsBundle implements EnvironmentPostProcessor, Ordered {
    static final String NAME = "willow";

    /// What a service has, and no other application. It is there before this runs: both have the lowest order, and this is named second.
    private static final String SERVICE_DEFAULTS = "kit defaults";
    private static final String PREFIX = "spring.ssl.bundle.pem." + NAME + ".";

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getPropertySources().contains(SERVICE_DEFAULTS)) return; // no service, but an application that has one in its tests
        Binder settings = Binder.get(environment);
        Map<String, Object> bundle = new HashMap<>();
        file(settings, "tls.certificate").ifPresent(file -> bundle.put(PREFIX + "keystore.certificate", file));
        file(settings, "tls.private-key").ifPresent(file -> bundle.put(PREFIX + "keystore.private-key", file));
        file(settings, "tls.trusted").ifPresent(file -> bundle.put(PREFIX + "truststore.certificate", file));
        if (bundle.isEmpty()) return;
        bundle.put(PREFIX + "reload-on-update", "true");
        environment.getPropertySources().addLast(new MapPropertySource("tls", bundle));
    }

    private static Optional<String> file(Binder settings, String name) {
        String value = settings.bind(name, String.class).orElse("");
        return value.isBlank() ? Optional.empty() : Optional.of(Path.of(value).toUri().toString());
    }
}
