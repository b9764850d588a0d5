package dev.willow.queue.http;

import dev.willow.engine.EffectRunner;
import dev.willow.queue.domain.QueueEvent;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lets a test wait for what happens inside, such as that a caller has joined the line.
final class EventTap implements EffectRunner<QueueEvent> {
    private final LinkedBlockingQueue<QueueEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void perform(QueueEvent event) {
        events.add(event);
    }

    /// Waits for the next event of this kind; passes over others.
    <E extends QueueEvent> E await(Class<E> kind) {
        try {
            while (true) {
                QueueEvent event = events.poll(30, TimeUnit.SECONDS);
                if (event == null) throw new AssertionError("no " + kind.getSimpleName());
                if (kind.isInstance(event)) return kind.cast(event);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    void clear() {
        events.clear();
    }
}
