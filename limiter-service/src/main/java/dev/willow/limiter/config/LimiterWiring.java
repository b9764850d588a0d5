package dev.willow.limiter.config;

import dev.willow.client.ClientBuilder;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.kit.calls.ApacheSender;
import dev.willow.kit.meters.EngineMeters;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.kit.meters.MetricsProperties;
import dev.willow.kit.tls.OutboundTls;
import dev.willow.kit.trace.Traces;
import dev.willow.limiter.domain.LimitTable;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterFigures;
import dev.willow.limiter.http.LimitDesk;
import dev.willow.limiter.remote.LockEffects;
import dev.willow.limiter.remote.LockerCalls;
import dev.willow.limiter.report.LimitMeters;
import dev.willow.limiter.store.LimitCodecs;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the service together: the limit table in its engine, Locker behind it, and the edge before it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimiterProperties.class)
class LimiterWiring {

    @Bean
    Traces traces() {
        return new Traces();
    }

    @Bean
    LimitTable limitTable(LimiterProperties properties, EngineSettings settings) {
        return new LimitTable(
                properties.toLockSettings(), properties.maxWaiters(), properties.maxListeners(), settings.group().isAlone());
    }

    @Bean
    LockerClient lockerClient(
            LimiterProperties properties, Ticker ticker, OutboundTls tls, ObjectProvider<HttpClient> http) {
        ClientBuilder<LockerClient> client = LockerClient.builder(properties.lockerUrl())
                .requestTimeout(properties.lockerTimeout())
                .ticker(ticker)
                .retries(RetryPolicy.NONE); // the table itself decides what to ask again
        HttpClient given = http.getIfAvailable(); // by whoever runs services within its own process
        if (given == null) client.sender(new ApacheSender(properties.lockerTimeout(), tls.context()));
        else client.httpClient(given);
        return client.build();
    }

    /// Declared after the client, so that it is closed before it.
    @Bean
    Engine<LimiterCommand, LimiterEvent> engine(
            EngineSettings settings, LimitTable table, LockerClient locker, LimiterProperties properties, Traces traces, EngineMeters meters,
            List<EffectRunner<LimiterEvent>> observers) {
        return Engines.start(settings.with(meters), table, LimitCodecs.version1(), engine -> {
            EffectRunner<LimiterEvent> effects = new LockEffects(
                    new LockerCalls(locker, properties.toLockCallSettings()), traces::of,
                    news -> engine.step(now -> table.hear(news, now)));
            return event -> {
                effects.perform(event);
                observers.forEach(observer -> observer.perform(event));
            };
        });
    }

    @Bean
    LimitMeters limitMeters(MeterRegistry meters) {
        return new LimitMeters(meters);
    }

    @Bean
    LatestPicture<LimiterFigures> limiterFigures(
            Engine<LimiterCommand, LimiterEvent> engine, LimitTable table, LimitMeters rules, Ticker ticker, MetricsProperties metrics,
            MeterRegistry meters) {
        LatestPicture<LimiterFigures> picture = new LatestPicture<>(
                ticker, metrics.refresh(), () -> engine.read(_ -> table.view().figures(metrics.named())), rules::show);
        LimitMeters.show(picture, meters);
        return picture;
    }

    @Bean
    LimitDesk limitDesk(Engine<LimiterCommand, LimiterEvent> engine, LimitTable table, Traces traces) {
        return new LimitDesk(engine, table, traces);
    }
}
