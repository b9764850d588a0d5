package dev.willow.testing.service;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Event;
import dev.willow.testing.http.Http;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lets a test wait for what happens inside, such as that a caller has joined the line.
public final class EventTap<E extends Event> implements EffectRunner<E> {
    private final LinkedBlockingQueue<E> events = new LinkedBlockingQueue<>();

    @Override
    public void perform(E event) {
        events.add(event);
    }

    /// Waits for the next event of this kind; passes over others.
    public <K extends E> K await(Class<K> kind) {
        try {
            while (true) {
                E event = events.poll(Http.BOUND.toSeconds(), TimeUnit.SECONDS);
                if (event == null) throw new AssertionError("no " + kind.getSimpleName());
                if (kind.isInstance(event)) return kind.cast(event);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /// Forgets what has happened so far.
    public void clear() {
        events.clear();
    }
}
