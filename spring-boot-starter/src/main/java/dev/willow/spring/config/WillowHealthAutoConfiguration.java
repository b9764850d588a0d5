package dev.willow.spring.config;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.spring.WillowProperties;
import dev.willow.spring.health.ServiceCheck;
import dev.willow.spring.health.WillowHealthIndicator;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/// The health of the services, where the application has health checks and at least one client.
@AutoConfiguration(after = WillowAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
class WillowHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "willowHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("willow")
    @Conditional(OnAnyClient.class)
    HealthIndicator willowHealthIndicator(
            ObjectProvider<WillowClient> willow, ObjectProvider<LimiterClient> limiter, ObjectProvider<LockerClient> locker,
            WillowProperties properties) {
        List<ServiceCheck> checks = new ArrayList<>();
        willow.ifUnique(client -> checks.add(ServiceCheck.of(client, properties.url().size())));
        limiter.ifUnique(client -> checks.add(ServiceCheck.of(client, properties.limiterUrl().size())));
        locker.ifUnique(client -> checks.add(ServiceCheck.of(client, properties.lockerUrl().size())));
        return new WillowHealthIndicator(checks, properties.health().timeout());
    }

    static final class OnAnyClient extends AnyNestedCondition {
        OnAnyClient() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(WillowClient.class)
        static final class Willow {}

        @ConditionalOnBean(LimiterClient.class)
        static final class Limiter {}

        @ConditionalOnBean(LockerClient.class)
        static final class Locker {}
    }
}
