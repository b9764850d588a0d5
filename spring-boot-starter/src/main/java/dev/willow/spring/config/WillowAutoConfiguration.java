package dev.willow.spring.config;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.Locks;
import dev.willow.client.work.WorkObserver;
import dev.willow.spring.ClientBuilderCustomizer;
import dev.willow.spring.WillowProperties;
import dev.willow.spring.listener.ListenerLifecycle;
import dev.willow.spring.listener.ListenerObservers;
import dev.willow.spring.listener.ListenerReader;
import dev.willow.spring.listener.ListenerScan;
import java.net.http.HttpClient;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/// The clients, each where its URL is set, and the listeners.
@AutoConfiguration
@EnableConfigurationProperties(WillowProperties.class)
class WillowAutoConfiguration {
    private final ClientSettings settings;

    WillowAutoConfiguration(
            WillowProperties properties, ObjectProvider<HttpClient> http, ObjectProvider<ClientBuilderCustomizer> customizers) {
        this.settings = new ClientSettings(properties, http, customizers);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnUrls("willow.url")
    WillowClient willowClient(WillowProperties properties) {
        return settings.build(properties.url(), WillowClient::builder);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnUrls("willow.limiter-url")
    LimiterClient limiterClient(WillowProperties properties) {
        return settings.build(properties.limiterUrl(), LimiterClient::builder);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnUrls("willow.locker-url")
    LockerClient lockerClient(WillowProperties properties) {
        return settings.build(properties.lockerUrl(), LockerClient::builder);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(LockerClient.class)
    Locks locks(LockerClient locker) {
        return new Locks(locker);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "willow.listener.enabled", matchIfMissing = true)
    static ListenerLifecycle willowListeners(
            ConfigurableListableBeanFactory beans, Environment environment, ObjectProvider<JsonMapper> mapper,
            ObjectProvider<WillowClient> willow, ObjectProvider<ListenerObservers> observers, WillowProperties properties) {
        ListenerReader reader = new ListenerReader(environment, mapper.getIfUnique(JsonMapper::shared));
        return new ListenerLifecycle(
                new ListenerScan(beans, reader), () -> Optional.ofNullable(willow.getIfUnique()),
                observers.getIfUnique(() -> (queue, name) -> WorkObserver.NONE), properties.listener());
    }

    /// Where there is a log context.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.slf4j.MDC")
    static class LogContext {
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ClientBuilderCustomizer willowRequestIds(WillowProperties properties) {
            return builder -> builder.requestIds(new RequestIds(properties.requestIdKey())::current);
        }
    }
}
