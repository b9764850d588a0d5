package dev.willow.faults.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends the work of all who listen to it.
public final class Whistle {
    private final CountDownLatch over = new CountDownLatch(1);

    public void blow() {
        over.countDown();
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /// Lets some time pass.
    ///
    /// @return false if the work was ended meanwhile
    public boolean pause(Duration time) throws InterruptedException {
        return !over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
