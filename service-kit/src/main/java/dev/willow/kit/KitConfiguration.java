package dev.willow.kit;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.time.Ticker;
import dev.willow.kit.admission.Admission;
import dev.willow.kit.admission.AdmissionProperties;
import dev.willow.kit.host.HostConfiguration;
import dev.willow.kit.http.HttpConfiguration;
import dev.willow.kit.meters.MetersConfiguration;
import dev.willow.kit.tls.TlsConfiguration;
import dev.willow.kit.waiting.Parking;
import dev.willow.kit.waiting.WaitingRoom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The kit without its documentation: what is needed to serve calls, in whatever way the application is run.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LimitsProperties.class, AdmissionProperties.class})
@Import({HttpConfiguration.class, HostConfiguration.class, MetersConfiguration.class, TlsConfiguration.class})
public class KitConfiguration {

    @Bean
    ApiLimits apiLimits(LimitsProperties properties) {
        return properties.toApiLimits();
    }

    @Bean
    Admission admission(AdmissionProperties properties) {
        return new Admission(properties.toBounds(Runtime.getRuntime().maxMemory()), properties.toPace());
    }

    @Bean
    @ConditionalOnMissingBean
    IdSource idSource() {
        return IdSource.random();
    }

    @Bean
    @ConditionalOnMissingBean
    Ticker ticker() {
        return Ticker.ofSystem();
    }

    @Bean
    @ConditionalOnMissingBean
    Parking parking() {
        return Parking.none();
    }

    @Bean
    WaitingRoom waitingRoom(Ticker ticker, Parking parking) {
        return new WaitingRoom(ticker, parking);
    }

    @Bean
    StopWaiting stopWaiting(WaitingRoom room) {
        return new StopWaiting(room);
    }

    @Bean
    MessageSource messageSource() {
        return new NoMessages();
    }

    @Bean
    ReadyLine readyLine() {
        return new ReadyLine();
    }
}
