package dev.willow.queue.http;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.clock.ManualClock;
import dev.willow.queue.WillowApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The whole service in this process on a free port, with a clock that stands still until it is moved and a Limiter of its own.
final class RunningWillow implements AutoCloseable {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final EventTap events = new EventTap();
    private final LimiterServer limiter;
    private final boolean ownsLimiter;
    private final int listeningsBefore;
    private final ConfigurableApplicationContext context;
    private final Http http;

    private RunningWillow(EngineSettings settings, LimiterServer limiter, boolean ownsLimiter, String... properties) {
        this.limiter = limiter;
        this.ownsLimiter = ownsLimiter;
        this.listeningsBefore = limiter.listenings();
        EngineSettings engine = settings.named("willow").with(clock);
        context = new SpringApplicationBuilder(WillowApplication.class)
                .web(WebApplicationType.SERVLET)
                .initializers(fresh -> {
                    GenericApplicationContext beans = (GenericApplicationContext) fresh;
                    beans.registerBean(EngineSettings.class, () -> engine);
                    beans.registerBean(EventTap.class, () -> events);
                })
                .run(Stream.concat(Stream.of("server.port=0", "willow.limiter-url=" + limiter.url()), Arrays.stream(properties))
                        .map("--"::concat).toArray(String[]::new));
        try {
            context.getBean(Engine.class).ready().get(30, TimeUnit.SECONDS);
        } catch (Exception notReady) {
            throw new AssertionError("the engine is not ready", notReady);
        }
        http = new Http(port());
    }

    /// Ready to hand out items.
    static RunningWillow inMemory(String... properties) {
        return new RunningWillow(EngineSettings.inMemory(), new LimiterServer(), true, properties).inAgreement();
    }

    /// @param limiter goes on when this is closed
    static RunningWillow at(Path directory, LimiterServer limiter) {
        return new RunningWillow(EngineSettings.at(directory), limiter, false).inAgreement();
    }

    /// @param limiter may be away
    static RunningWillow inMemory(LimiterServer limiter, String... properties) {
        return new RunningWillow(EngineSettings.inMemory(), limiter, false, properties);
    }

    /// Waits until the Limiter and the queues agree, so that items are handed out.
    RunningWillow inAgreement() {
        limiter.awaitListening(listeningsBefore);
        return this;
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Http http() {
        return http;
    }

    /// What has happened in the queues since the start, as it happens.
    EventTap events() {
        return events;
    }

    LimiterServer limiter() {
        return limiter;
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /// Stops the service while its clients are still there.
    void stopContext() {
        context.close();
    }

    @Override
    public void close() {
        http.close();
        context.close();
        if (ownsLimiter) limiter.close();
    }
}
