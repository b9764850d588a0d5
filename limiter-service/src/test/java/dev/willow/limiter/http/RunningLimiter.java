package dev.willow.limiter.http;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.clock.ManualClock;
import dev.willow.limiter.LimiterApplication;
import dev.willow.limiter.domain.LimiterEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The whole service in this process on a free port, with a clock that stands still until it is moved.
final class RunningLimiter implements AutoCloseable {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LinkedBlockingQueue<LimiterEvent> events = new LinkedBlockingQueue<>();
    private final ConfigurableApplicationContext context;
    private final Http http;

    private RunningLimiter(EngineSettings settings, URI locker) {
        EngineSettings engine = settings.named("limiter").with(clock);
        context = new SpringApplicationBuilder(LimiterApplication.class)
                .web(WebApplicationType.SERVLET)
                .initializers(fresh -> {
                    GenericApplicationContext beans = (GenericApplicationContext) fresh;
                    beans.registerBean(EngineSettings.class, () -> engine);
                    beans.registerBean(Tap.class, () -> new Tap(events));
                })
                .run("--server.port=0", "--limiter.locker-url=" + locker);
        try {
            context.getBean(Engine.class).ready().get(30, TimeUnit.SECONDS);
        } catch (Exception notReady) {
            throw new AssertionError("the engine is not ready", notReady);
        }
        http = new Http(port());
    }

    private record Tap(LinkedBlockingQueue<LimiterEvent> into) implements EffectRunner<LimiterEvent> {
        @Override
        public void perform(LimiterEvent event) {
            into.add(event);
        }
    }

    static RunningLimiter inMemory(FakeLocker locker) {
        return new RunningLimiter(EngineSettings.inMemory(), locker.url());
    }

    static RunningLimiter at(Path directory, FakeLocker locker) {
        return new RunningLimiter(EngineSettings.at(directory), locker.url());
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Http http() {
        return http;
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /// Waits for the next event of this kind; passes over others.
    <E extends LimiterEvent> E await(Class<E> kind) {
        try {
            while (true) {
                LimiterEvent event = events.poll(30, TimeUnit.SECONDS);
                if (event == null) throw new AssertionError("no " + kind.getSimpleName());
                if (kind.isInstance(event)) return kind.cast(event);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /// Stops the service while its clients are still there.
    void stopContext() {
        context.close();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
