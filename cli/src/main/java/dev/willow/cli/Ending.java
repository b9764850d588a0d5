package dev.willow.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command put its things in order when the process is asked to end, as by Ctrl-C, before the process is gone.
final class Ending {
    /// A child that was asked to end has some time before it is made to, and its service is told afterwards.
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean hasBegun;
    private volatile int status;

    /// Interrupts this thread when the process is asked to end, which then waits for [#over] and ends with its status.
    void stopsMe() {
        Thread me = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() == 0) return;
            hasBegun = true;
            me.interrupt();
            try {
                if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) Runtime.getRuntime().halt(status);
            } catch (InterruptedException impatient) {
                // then it ends as it is
            }
        }, "ending"));
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /// All is in order.
    ///
    /// @param result how the process is to end, if it was asked to
    void over(int result) {
        status = result;
        over.countDown();
    }
}
