package dev.willow.common.time;

import dev.willow.common.time.Ticker.Alarm;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Alarms that are far off, nearly all of which are taken back before they are due: a call sets one against an answer that never comes,
/// and gets its answer. To set a timer for each wakes the timer's thread for each, which takes longer than many a call. So they lie here,
/// looked through now and then by one alarm for all, and are set for real when their time is near.
final class FarAlarms {
    /// How often they are looked through.
    static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /// What is nearer is set at once. Twice the above, so that each is found in time.
    private static final Duration NEAR = LOOK_EVERY.plus(LOOK_EVERY);

    private static final Alarm TAKEN_BACK = () -> {};

    private final LongSupplier nanos;
    private final Near near;
    private final Set<Far> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLookDue = new AtomicBoolean();

    /// Sets alarms for real.
    @FunctionalInterface
    interface Near {
        Alarm after(Duration delay, Runnable task);
    }

    /// @param nanos of a clock that never goes back
    FarAlarms(LongSupplier nanos, Near near) {
        this.nanos = nanos;
        this.near = near;
    }

    static boolean isFar(Duration delay) {
        return delay.compareTo(NEAR) > 0;
    }

    Alarm add(Duration delay, Runnable task) {
        Far far = new Far(nanos.getAsLong() + delay.toNanos(), task);
        waiting.add(far);
        seeToIt();
        return far;
    }

    private void seeToIt() {
        if (!isLookDue.get() && isLookDue.compareAndSet(false, true)) near.after(LOOK_EVERY, this::look);
    }

    private void look() {
        isLookDue.set(false); // first: whoever comes from here on, and may be missed below, sees to the next look
        long now = nanos.getAsLong();
        for (Far each : waiting) {
            if (each.at - now > NEAR.toNanos()) continue;
            waiting.remove(each);
            each.set(now);
        }
        if (!waiting.isEmpty()) seeToIt();
    }

    private final class Far implements Alarm {
        private final long at;
        private final Runnable task;
        /// How to take it back once it is set for real.
        private final AtomicReference<Alarm> set = new AtomicReference<>();

        Far(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        void set(long now) {
            Alarm alarm = near.after(Duration.ofNanos(Math.max(0, at - now)), task);
            if (!set.compareAndSet(null, alarm)) alarm.cancel();
        }

        @Override
        public void cancel() {
            waiting.remove(this);
            Alarm alarm = set.getAndSet(TAKEN_BACK);
            if (alarm != null) alarm.cancel();
        }
    }
}
