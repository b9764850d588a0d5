package dev.willow.queue.config;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.http.QueueDesk;
import dev.willow.queue.http.QueueSettings;
import dev.willow.queue.report.QueueMeters;
import dev.willow.queue.store.QueueCodecs;
import dev.willow.queue.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the service together: the queues in their engine, the Limiter behind them, and the edge before them.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueProperties.class)
class WillowWiring {

    @Bean
    QueueSettings queueSettings(QueueProperties properties) {
        return properties.toSettings();
    }

    @Bean
    Traces traces() {
        return new Traces();
    }

    @Bean
    QueueMachine queueMachine(QueueProperties properties) {
        return new QueueMachine(properties.maxWaiters());
    }

    @Bean
    QueueMeters queueMeters(MeterRegistry meters) {
        return new QueueMeters(meters);
    }

    @Bean
    Engine<QueueCommand, QueueEvent> engine(
            EngineSettings settings, QueueMachine machine, LimiterLink limiter, List<EffectRunner<QueueEvent>> observers) {
        return Engines.start(settings, machine, QueueCodecs.version1(), engine -> {
            EffectRunner<QueueEvent> effects = limiter.effects(engine, machine);
            return event -> {
                effects.perform(event);
                observers.forEach(observer -> observer.perform(event));
            };
        });
    }

    @Bean
    QueueDesk queueDesk(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, Traces traces) {
        return new QueueDesk(engine, machine, traces);
    }
}
