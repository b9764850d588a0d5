package dev.willow.queue.remote;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/// Keeps what is started in the background until the test lets it run, on the test's own thread.
final class Background implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    void run() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }
}
