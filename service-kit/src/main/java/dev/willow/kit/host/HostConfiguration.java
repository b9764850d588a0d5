package dev.willow.kit.host;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.endpoint.web.annotation.ControllerEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.annotation.ServletEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Puts the surroundings of an engine together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineProperties.class)
@Import(HealthController.class)
public class HostConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProcessEnd processEnd() {
        return ProcessEnd.exit();
    }

    @Bean
    @ConditionalOnMissingBean
    EngineSettings engineSettings(
            EngineProperties properties, ProcessEnd end, @Value("${spring.application.name:service}") String name) {
        return properties.toSettings(name, (reason, cause) -> end.because(name, reason, cause));
    }

    @Bean
    Readiness readiness(ObjectProvider<Engine<?, ?>> engines, ObjectProvider<StartCondition> conditions) {
        return new Readiness(engines, conditions);
    }

    @Bean
    BackupEndpoint backupEndpoint(ObjectProvider<Engine<?, ?>> engines) {
        return new BackupEndpoint(engines);
    }

    @Bean
    EngineHealth engineHealth(Readiness readiness) {
        return new EngineHealth(readiness);
    }

    /// None of our endpoints registers a servlet or a controller of its own. Spring Boot would look through all beans for them at each
    /// start, once for each of the two kinds.
    @Bean
    @SuppressWarnings("removal")
    ServletEndpointsSupplier noServletEndpoints() {
        return List::of;
    }

    @Bean
    @SuppressWarnings("removal")
    ControllerEndpointsSupplier noControllerEndpoints() {
        return List::of;
    }
}
