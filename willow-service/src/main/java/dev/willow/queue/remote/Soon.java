package dev.willow.queue.remote;

import dev.willow.common.time.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has something done outside of the engine's turn, once for all who ask for it until it begins. So what the engine asks in
/// one turn travels together.
final class Soon {
    private final Ticker ticker;
    private final String name;
    private final Runnable task;
    private final AtomicBoolean isDue = new AtomicBoolean();

    /// @param task may run on several threads at once
    Soon(Ticker ticker, String name, Runnable task) {
        this.ticker = ticker;
        this.name = name;
        this.task = task;
    }

    void hurry() {
        if (isDue.getAndSet(true)) return;
        ticker.start(name, () -> {
            isDue.set(false);
            task.run();
        });
    }
}
