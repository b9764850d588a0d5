package dev.willow.common.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of this machine.
final class SystemTicker implements Ticker {
    static final SystemTicker INSTANCE = new SystemTicker();

    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "willow-alarms");
        thread.setDaemon(true);
        return thread;
    });
    private final FarAlarms far = new FarAlarms(System::nanoTime, this::ring);

    private SystemTicker() {
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return FarAlarms.isFar(delay) ? far.add(delay, task) : ring(delay, task);
    }

    private Alarm ring(Duration delay, Runnable task) {
        Future<?> ringing = alarms.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> ringing.cancel(false);
    }

    @Override
    public void start(String name, Runnable task) {
        Thread.ofVirtual().name(name).start(task);
    }
}
