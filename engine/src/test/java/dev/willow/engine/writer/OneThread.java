package dev.willow.engine.writer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/// Threads for an engine on the thread of the test: what is begun waits until the test runs it, and time until it is moved.
final class OneThread implements Threads {
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private BooleanSupplier writer = () -> true;
    private long nanos;
    private long epochs;

    /// Runs what was begun, and what that begins.
    void runAll() {
        for (Runnable next; (next = begun.poll()) != null; ) next.run();
    }

    /// Moves the measuring clock, and has the writer look at it.
    void pass(Duration time) {
        nanos += time.toNanos();
        writer.getAsBoolean();
        runAll();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long newEpoch() {
        return ++epochs;
    }

    @Override
    public Timekeeper timekeeper(String name, BooleanSupplier work) {
        writer = work;
        return new Timekeeper() {
            @Override
            public void start() {}

            @Override
            public void wakeIn(long inNanos) {}

            @Override
            public boolean call() {
                return begun.add(work::getAsBoolean);
            }

            @Override
            public void stop() {}

            @Override
            public void join() {}
        };
    }

    @Override
    public void start(String name, Runnable task) {
        begun.add(task);
    }

    @Override
    public Background background(String name) {
        return new Background() {
            @Override
            public void execute(Runnable task) {
                begun.add(task);
            }

            @Override
            public void close() {}
        };
    }
}
