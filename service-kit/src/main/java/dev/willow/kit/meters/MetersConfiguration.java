package dev.willow.kit.meters;

import dev.willow.engine.Engine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts the measuring together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
public class MetersConfiguration {

    @Bean
    EngineMeters engineMeters(MeterRegistry meters) {
        return new EngineMeters(meters);
    }

    @Bean
    SmartInitializingSingleton enginesAreShown(ObjectProvider<Engine<?, ?>> engines, EngineMeters shown, MeterRegistry meters) {
        return () -> engines.forEach(engine -> shown.show(engine, meters));
    }

    @Bean
    FilterRegistrationBean<Filter> scrapeFilter(ObjectProvider<LatestPicture<?>> pictures) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new ScrapeFilter(pictures));
        filter.addUrlPatterns("/actuator/prometheus");
        filter.setOrder(Ordered.LOWEST_PRECEDENCE);
        return filter;
    }
}
