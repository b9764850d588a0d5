package dev.willow.engine.writer;

import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Platform threads, and the clock and the chance of this machine.
final class MachineThreads implements Threads {
    static final MachineThreads INSTANCE = new MachineThreads();

    private final SecureRandom random = new SecureRandom();

    private MachineThreads() {}

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long newEpoch() {
        return random.nextLong() | 1; // never 0
    }

    @Override
    public Timekeeper timekeeper(String name, BooleanSupplier work) {
        return new SleepingTimekeeper(name, work);
    }

    @Override
    public void start(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    @Override
    public Background background(String name) {
        ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
        return new Background() {
            @Override
            public void execute(Runnable task) {
                executor.execute(task);
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    }
}
