package dev.willow.kit;

import dev.willow.kit.admission.Bounds;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePropertySource;

/// Gives every service the settings in the `defaults.properties` beside its [KitApplication], then those in the kit's,
/// and what follows from the size of the heap; whatever its operator sets comes before them.
final class KitDefaults implements EnvironmentPostProcessor, Ordered {
    private static final String FILE = "defaults.properties";

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources settings = environment.getPropertySources();
        try {
            for (Object source : application.getAllSources())
                if (KitApplication.Check.isService(source)) addOfService((Class<?>) source, settings);
            if (KitApplication.Check.isService(application))
                addOfKit(settings);
        } catch (IOException missing) {
            throw new IllegalStateException("the defaults are part of this jar", missing);
        }
    }

    private static void addOfKit(MutablePropertySources settings) throws IOException {
        settings.addLast(new MapPropertySource("heap defaults",
                Map.of("server.tomcat.max-connections", Bounds.connectionsOfHeap(Runtime.getRuntime().maxMemory()))));
        settings.addLast(new ResourcePropertySource("kit defaults", new ClassPathResource(FILE, KitDefaults.class)));
    }

    private static void addOfService(Class<?> service, MutablePropertySources settings) throws IOException {
        Resource defaults = new ClassPathResource(FILE, service);
        if (defaults.exists()) settings.addLast(new ResourcePropertySource("service defaults", defaults));
    }
}
