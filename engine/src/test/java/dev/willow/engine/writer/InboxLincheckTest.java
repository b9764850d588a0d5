package dev.willow.engine.writer;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/// Lets Lincheck interleave those who bring tasks to an inbox in every way it can think of: each task is run, and run by
/// one thread at a time. The tasks count without any care for other threads, so that two turns at once would miscount.
public class InboxLincheckTest {
    private final AtomicInteger put = new AtomicInteger();
    private final Inbox inbox = new Inbox(this::turn, () -> false);
    private int run;

    private void turn() {
        for (Runnable task; (task = inbox.poll()) != null;) task.run();
    }

    @Operation
    public void put() {
        put.incrementAndGet();
        inbox.put(() -> run = run + 1);
    }

    @Operation
    public void work() {
        inbox.work();
    }

    @Validate
    public void everyTaskWasRunOnce() {
        if (run != put.get()) throw new IllegalStateException(put + " tasks were put and " + run + " were run");
    }

    @Test
    void everyTaskIsRunByOneThreadAtATime() {
        new ModelCheckingOptions().iterations(4).invocationsPerIteration(400)
                .actorsBefore(0).threads(2).actorsPerThread(2).actorsAfter(0).check(InboxLincheckTest.class);
    }
}
