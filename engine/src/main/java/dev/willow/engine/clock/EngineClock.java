package dev.willow.engine.clock;

import java.time.Instant;

/// Two clocks: the wall's, which may jump, and one that only moves on. An engine looks at the first when it becomes
/// leader and lets the second move it from there, so that a jump of the wall clock makes nothing expire early or late.
public interface EngineClock {
    /// The date and time, as the operating system has it.
    Instant wall();

    /// Nanoseconds since some fixed instant; never goes back.
    long nanos();

    /// Registers what to run when this clock was moved by hand. One that moves by itself never does.
    default void onMoved(Runnable listener) {}

    static EngineClock system() {
        return new EngineClock() {
            @Override
            public Instant wall() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
