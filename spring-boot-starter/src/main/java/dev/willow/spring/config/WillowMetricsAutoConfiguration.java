package dev.willow.spring.config;

import dev.willow.spring.listener.ListenerObservers;
import dev.willow.spring.metrics.ListenerMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Measures listeners, where the application has a registry of meters.
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class WillowMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ListenerObservers willowListenerObservers(MeterRegistry meters) {
        return (queue, listener) -> new ListenerMeters(meters, queue, listener);
    }
}
