package dev.willow.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/// Settings of the clients and listeners, bound from `willow.*`.
///
/// @param url            where Willow is, such as http://127.0.0.1:8080; of several the next is asked when one fails; without any there is no WillowClient
/// @param limiterUrl     where the Limiter is, one URL or several; without any there is no LimiterClient
/// @param lockerUrl      where Locker is, one URL or several; without any there are no LockerClient and no Locks
/// @param connectTimeout how long opening a connection may take; positive; of no effect beside an HttpClient bean
/// @param requestTimeout how long an answer may take, beyond the time that a call asks to wait; positive
/// @param requestIdKey   the key of the log context (MDC) whose value is sent as X-Request-ID, if there is one
/// @param retry          how calls are made again
/// @param listener       how listeners work
/// @param health         how the services are asked for their health
@ConfigurationProperties("willow")
public record WillowProperties(
        List<URI> url,
        List<URI> limiterUrl,
        List<URI> lockerUrl,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("requestId") String requestIdKey,
        @DefaultValue Retry retry,
        @DefaultValue Listener listener,
        @DefaultValue Health health) {
    public WillowProperties {
        url = urls("willow.url", url);
        limiterUrl = urls("willow.limiter-url", limiterUrl);
        lockerUrl = urls("willow.locker-url", lockerUrl);
        positive("willow.connect-timeout", connectTimeout);
        positive("willow.request-timeout", requestTimeout);
        if (requestIdKey.isBlank()) throw new IllegalArgumentException("willow.request-id-key must not be blank");
    }

    /// @param patience how long a call is made again while its service is away; zero never makes it again
    public record Retry(@Name("for") @DefaultValue("10s") Duration patience) {
        public Retry {
            notNegative("willow.retry.for", patience);
        }
    }

    /// @param enabled       whether methods with WillowListener are called at all
    /// @param drainPatience how long work may go on when the application ends, before it is interrupted and its item given back; not negative
    /// @param poll          how long one call waits for an item; positive, and not more than the service allows
    public record Listener(
            @DefaultValue("true") boolean enabled, @DefaultValue("30s") Duration drainPatience, @DefaultValue("30s") Duration poll) {
        public Listener {
            notNegative("willow.listener.drain-patience", drainPatience);
            positive("willow.listener.poll", poll);
        }
    }

    /// @param timeout how long the services may take to answer before they count as down; positive
    public record Health(@DefaultValue("2s") Duration timeout) {
        public Health {
            positive("willow.health.timeout", timeout);
        }
    }

    private static List<URI> urls(String name, List<URI> given) {
        if (given == null) return List.of();
        for (URI url : given)
            if (!List.of("http", "https").contains(Objects.requireNonNullElse(url.getScheme(), "")) || url.getHost() == null)
                throw new IllegalArgumentException(name + " must be like http://127.0.0.1:8080, was '" + url + "'");
        return List.copyOf(given);
    }

    private static void positive(String name, Duration given) {
        if (!given.isPositive()) throw new IllegalArgumentException(name + " must be positive, was " + given);
    }

    private static void notNegative(String name, Duration given) {
        if (given.isNegative()) throw new IllegalArgumentException(name + " must not be negative, was " + given);
    }
}
