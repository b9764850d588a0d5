package dev.willow.testkit.service;

import dev.willow.common.time.Ticker;
import dev.willow.engine.EngineSettings;
import dev.willow.kit.host.ProcessEnd;
import dev.willow.kit.waiting.Parking;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/// Makes the Spring contexts of services. To find out which beans a service has takes as long as to make them, and is done once for the
/// process.
final class Contexts {
    private static final Map<ServiceKind, Parts> PARTS = new ConcurrentHashMap<>();

    private Contexts() {}

    /// The service with all its beans, but for what Spring Boot would add: no web server, no documentation, no files, and no
    /// settings but those of the kit.
    static GenericWebApplicationContext start(ServiceKind kind, Surroundings kit) {
        GenericWebApplicationContext context = empty(kind, kit);
        PARTS.computeIfAbsent(kind, wanted -> Parts.of(wanted, empty(wanted, kit))).addTo(context);
        context.refresh();
        return context;
    }

    /// With what is the kit's alone.
    private static GenericWebApplicationContext empty(ServiceKind kind, Surroundings kit) {
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext(""));
        context.setEnvironment(environment(kind, kit.settings()));
        add(context, Ticker.class, kit::clock);
        add(context, Parking.class, kit::activity);
        add(context, HttpClient.class, () -> kit.network().newClient());
        add(context, MeterRegistry.class, SimpleMeterRegistry::new);
        add(context, ProcessEnd.class, () -> () -> {});
        add(context, EngineSettings.class, () -> EngineSettings.inMemory().named("kit-" + kind.label()).with(kit.clock()));
        return context;
    }

    private static <T> void add(GenericWebApplicationContext context, Class<T> type, Supplier<? extends T> bean) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setInstanceSupplier(bean);
        context.registerBeanDefinition("kit" + type.getSimpleName(), definition);
    }

    private static StandardEnvironment environment(ServiceKind kind, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("spring.application.name", kind.label());
        all.put("limiter.locker-url", ServiceKind.LOCKER.uri().toString());
        all.put("willow.limiter-url", ServiceKind.LIMITER.uri().toString());
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("kit", all));
        return environment;
    }
}
