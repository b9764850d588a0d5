package dev.willow.testing.service;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Event;
import dev.willow.engine.clock.ManualClock;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;

/// A service on its engine, ready, with a clock that stands still until it is moved. Each service has a subclass that names
/// its application and its events.
public abstract class RunningService<E extends Event> extends RunningApplication {
    private final ManualClock clock;
    private final EventTap<E> events;
    private final Engine<?, ?> engine;

    /// @param settings where the engine keeps its data; name and clock are set here
    protected RunningService(Class<?> application, Class<E> events, EngineSettings settings, String... properties) {
        this(application, events, settings, new ManualClock(Instant.parse("2026-01-01T00:00:00Z")), new EventTap<>(), properties);
    }

    @SuppressWarnings("this-escape") // only calls what no subclass can override
    private RunningService(
            Class<?> application, Class<E> kind, EngineSettings settings, ManualClock clock, EventTap<E> events, String... properties) {
        super(application, beans -> {
            beans.registerBean(EngineSettings.class, () -> settings.named(application.getSimpleName()).with(clock));
            register(events, kind, beans);
        }, properties);
        this.clock = clock;
        this.events = events;
        engine = bean(Engine.class);
        Http.await(engine.ready());
    }

    /// With the kind of its events, which is erased from the instance: only so it is found among the observers of the engine.
    private static <E extends Event> void register(EventTap<E> events, Class<E> kind, GenericApplicationContext beans) {
        RootBeanDefinition definition = new RootBeanDefinition(EventTap.class, () -> events);
        definition.setTargetType(ResolvableType.forClassWithGenerics(EventTap.class, kind));
        beans.registerBeanDefinition("eventTap", definition);
    }

    /// What has happened inside since the start, as it happens.
    public final EventTap<E> events() {
        return events;
    }

    /// Moves the time, and returns when what falls due by it has begun: a call made after that comes after it.
    public final void advance(Duration by) {
        clock.advance(by);
        var looked = new AtomicReference<CompletableFuture<?>>();
        // One who is at work in the engine already would take the next call, perhaps, before the time.
        engine.together(() -> {
            engine.idle();
            looked.set(engine.read(Function.identity()));
        });
        Http.await(looked.get().exceptionally(_ -> null)); // it may have been stopped
    }
}
