package dev.willow.engine.writer;

import dev.willow.engine.EngineLimits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How much an engine has taken in and not yet worked through. Counted by any thread.
final class Load {
    private final EngineLimits limits;
    private final AtomicInteger items = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger openRequests = new AtomicInteger();

    Load(EngineLimits limits) {
        this.limits = limits;
    }

    /// Whether a new request may come in.
    boolean admitsRequest() {
        return items.get() < limits.pendingCommands()
                && bytes.get() < limits.pendingBytes()
                && openRequests.get() < limits.openRequests();
    }

    /// Whether the outcome of something that was let in may come in.
    boolean admitsOutcome() {
        return items.get() < 2L * limits.pendingCommands() && bytes.get() < 2 * limits.pendingBytes();
    }

    void add(int size) {
        items.incrementAndGet();
        bytes.addAndGet(size);
    }

    void remove(int size) {
        items.decrementAndGet();
        bytes.addAndGet(-size);
    }

    void requestOpened() {
        openRequests.incrementAndGet();
    }

    void requestClosed() {
        openRequests.decrementAndGet();
    }

    int items() {
        return items.get();
    }

    long bytes() {
        return bytes.get();
    }

    int openRequests() {
        return openRequests.get();
    }
}
