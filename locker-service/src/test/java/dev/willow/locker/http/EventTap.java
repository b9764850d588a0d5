package dev.willow.locker.http;

import dev.willow.engine.EffectRunner;
import dev.willow.locker.domain.LockEvent;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lets a test wait for what happens inside, such as that a caller has joined the line.
final class EventTap implements EffectRunner<LockEvent> {
    private final LinkedBlockingQueue<LockEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void perform(LockEvent event) {
        events.add(event);
    }

    /// Waits for the next event of this kind; passes over others.
    <E extends LockEvent> E await(Class<E> kind) {
        try {
            while (true) {
                LockEvent event = events.poll(30, TimeUnit.SECONDS);
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
