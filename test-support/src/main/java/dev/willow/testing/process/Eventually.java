package dev.willow.testing.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The one place where these tests ask again and again. For what another process does by itself there is nothing to wait
/// on: that it is healthy after a start, that the services agree again after a crash. Everything else waits for an event.
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /// Repeats an attempt until it succeeds.
    ///
    /// @param notYet what the attempt throws while it is too early; anything else ends the test at once
    /// @throws AssertionError after a minute
    public static void succeeds(String what, Class<? extends Throwable> notYet, Runnable attempt) {
        succeeds(what, Duration.ofMinutes(1), notYet, attempt);
    }

    /// Repeats an attempt until it succeeds.
    ///
    /// @param notYet what the attempt throws while it is too early; anything else ends the test at once
    /// @throws AssertionError when patience is over
    public static void succeeds(String what, Duration patience, Class<? extends Throwable> notYet, Runnable attempt) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (RuntimeException | AssertionError early) {
                if (!notYet.isInstance(early)) throw early;
                if (System.nanoTime() > end) throw new AssertionError("not within " + patience + ": " + what, early);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
