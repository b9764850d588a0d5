package dev.willow.testkit.guide;

import dev.willow.client.WillowClient;
import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import java.util.concurrent.atomic.AtomicInteger;

/// Code of a user, under test: builds the commits of the queue `builds`.
final class BuildAgent implements AutoCloseable {
    private final WillowWorker worker;
    private final AtomicInteger failures = new AtomicInteger();

    BuildAgent(WillowClient willow, Builder builder) {
        worker = WillowWorker.of(willow, "builds").start(item -> {
            try {
                builder.build(item.text());
                return Outcome.DONE;
            } catch (IllegalStateException broken) {
                failures.incrementAndGet();
                return Outcome.FAILED;
            }
        });
    }

    @FunctionalInterface
    interface Builder {
        void build(String commit) throws InterruptedException;
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        worker.close();
    }
}
