package dev.willow.locker.config;

import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.kit.meters.EngineMeters;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.kit.meters.MetricsProperties;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockFigures;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.http.LockDesk;
import dev.willow.locker.http.LockSettings;
import dev.willow.locker.report.LockMeters;
import dev.willow.locker.store.LockCodecs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the service together: the lock table in its engine, and the edge before it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LockerProperties.class)
class LockerWiring {

    @Bean
    LockSettings lockSettings(LockerProperties properties) {
        return properties.toSettings();
    }

    @Bean
    LockTable lockTable() {
        return new LockTable();
    }

    @Bean
    LockMeters lockMeters(MeterRegistry meters, Ticker ticker) {
        return new LockMeters(meters, ticker);
    }

    @Bean
    Engine<LockCommand, LockEvent> engine(
            EngineSettings settings, LockTable table, EngineMeters meters, List<EffectRunner<LockEvent>> observers) {
        return Engines.start(
                settings.with(meters), table, LockCodecs.version1(), engine -> event -> observers.forEach(each -> each.perform(event)));
    }

    @Bean
    LatestPicture<LockFigures> lockFigures(
            Engine<LockCommand, LockEvent> engine, LockTable table, Ticker ticker, MetricsProperties metrics, MeterRegistry meters) {
        LatestPicture<LockFigures> picture =
                new LatestPicture<>(ticker, metrics.refresh(), () -> engine.read(_ -> table.figures()), _ -> {});
        LockMeters.show(picture, meters);
        return picture;
    }

    @Bean
    LockDesk lockDesk(Engine<LockCommand, LockEvent> engine, LockTable table, LockMeters meters) {
        return new LockDesk(engine, table, meters::givesBack);
    }
}
