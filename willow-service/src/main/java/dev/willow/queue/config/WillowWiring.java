package dev.willow.queue.config;

import dev.willow.client.BrokenServiceException;
import dev.willow.client.ClientBuilder;
import dev.willow.client.LimiterClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.kit.calls.ApacheSender;
import dev.willow.kit.http.RequestIds;
import dev.willow.kit.host.StartCondition;
import dev.willow.kit.meters.EngineMeters;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.kit.meters.MetricsProperties;
import dev.willow.kit.tls.OutboundTls;
import dev.willow.kit.trace.Traces;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.http.LimitsView;
import dev.willow.queue.http.QueueDesk;
import dev.willow.queue.http.QueueSettings;
import dev.willow.queue.report.QueueLog;
import dev.willow.queue.report.QueueMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
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
    QueueLog queueLog() {
        return new QueueLog();
    }

    @Bean
    LimiterClient limiterClient(
            QueueProperties properties, Ticker ticker, OutboundTls tls, ObjectProvider<HttpClient> http) {
        ClientBuilder<LimiterClient> client = LimiterClient.builder(properties.limiterUrl())
                .requestTimeout(properties.limiterTimeout())
                .requestIds(RequestIds::current)
                .ticker(ticker)
                .retries(RetryPolicy.NONE); // the link and its lanes decide what to ask again
        HttpClient given = http.getIfAvailable(); // by whoever runs services within its own process
        if (given == null) client.sender(new ApacheSender(properties.limiterTimeout(), tls.context()));
        else client.httpClient(given);
        return client.build();
    }

    /// Declared after the client, so that it is closed before it.
    @Bean
    QueueHost queueHost(
            EngineSettings settings, QueueMachine machine, LimiterClient limiter, Traces traces, EngineMeters meters,
            List<EffectRunner<QueueEvent>> observers) {
        return new QueueHost(settings.with(meters), machine, limiter, traces, observers);
    }

    @Bean(destroyMethod = "")
    Engine<QueueCommand, QueueEvent> engine(QueueHost host) {
        return host.engine();
    }

    @Bean
    LatestPicture<QueueFigures> queueFigures(
            Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, QueueMeters queues, Ticker ticker, MetricsProperties metrics,
            MeterRegistry meters) {
        LatestPicture<QueueFigures> picture = new LatestPicture<>(
                ticker, metrics.refresh(), () -> engine.read(now -> machine.figures(metrics.named(), now)), queues::show);
        QueueMeters.show(picture, meters);
        return picture;
    }

    @Bean
    StartCondition limiterReached(QueueHost host, QueueProperties properties) {
        return host.limiterReached(properties.limiterPatience());
    }

    @Bean
    LimitsView limitsView(LimiterClient limiter) {
        return counter -> {
            try {
                return Optional.of(limiter.explain(CounterSpec.of(counter, 1, Optional.empty())));
            } catch (UnavailableException | BrokenServiceException away) {
                return Optional.empty();
            }
        };
    }

    @Bean
    QueueDesk queueDesk(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, Traces traces) {
        return new QueueDesk(engine, machine, traces);
    }
}
