package dev.willow.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets a command put its things in order when the process is asked to end, as by Ctrl-C, before the process is gone.
final class Ending {
    /// A child that was asked to end has some time before it is made to, and its service is told afterwards.
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch over = new CountDownLatch(1);
    private boolean hasBegun;
    private Optional<Child> child = Optional.empty();
    private volatile int status;

    Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::carryOut, "ending"));
    }

    /// Starts a command, unless the process is being asked to end. When it is asked later the command is stopped; then the process
    /// waits for [#over] and ends with its status.
    synchronized Optional<Child> start(Supplier<Child> starting) {
        if (!hasBegun) child = Optional.of(starting.get());
        return child;
    }

    /// The thread that waits for the command is left alone: it may be giving something back already.
    private void carryOut() {
        Optional<Child> running;
        synchronized (this) {
            hasBegun = true;
            running = child;
        }
        if (running.isEmpty() || over.getCount() == 0) return;
        running.get().stop();
        try {
            if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) Runtime.getRuntime().halt(status);
        } catch (InterruptedException impatient) {
            // then it ends as it is
        }
    }

    /// All is in order.
    ///
    /// @param result how the process is to end, if it was asked to
    void over(int result) {
        status = result;
        over.countDown();
    }
}
