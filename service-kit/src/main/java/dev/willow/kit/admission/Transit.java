package dev.willow.kit.admission;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes of large bodies and answers that are here at a time.
final class Transit {
    private final long most;
    private final AtomicLong here = new AtomicLong();

    Transit(long most) {
        this.most = most;
    }

    /// @return false if there is no room. What is alone has room, whatever its size: it would never have otherwise
    boolean take(long bytes) {
        while (true) {
            long now = here.get();
            if (now > 0 && now + bytes > most) return false;
            if (here.compareAndSet(now, now + bytes)) return true;
        }
    }

    /// Whether a quarter is free.
    boolean isRoomy() {
        return here.get() <= most / 4 * 3;
    }

    void giveBack(long bytes) {
        here.addAndGet(-bytes);
    }

    long here() {
        return here.get();
    }
}
