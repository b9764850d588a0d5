package dev.willow.kit;

import java.io.IOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/// Gives every service the settings in `defaults.properties`; whatever a service or its operator sets comes before them.
final class KitDefaults implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment.getPropertySources().addLast(new ResourcePropertySource(
                    "kit defaults", new ClassPathResource("defaults.properties", KitDefaults.class)));
        } catch (IOException missing) {
            throw new IllegalStateException("the defaults are part of this jar", missing);
        }
    }
}
