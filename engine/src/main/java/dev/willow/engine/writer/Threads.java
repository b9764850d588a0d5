package dev.willow.engine.writer;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/// What an engine asks of the machine that it runs on: threads, a clock that measures how long things take, and chance. By
/// default they are the machine's own; a program that plays many engines on one thread brings others, and decides what
/// happens next.
///
/// The time that a service goes by is not in here, see [dev.willow.engine.clock.EngineClock].
public interface Threads {
    /// Nanoseconds of a clock that always runs; they never go back.
    long nanos();

    /// A random number, by which this leader's entries are told from those of every other. Never 0, which
    /// stands for no leader.
    long newEpoch();

    /// @param work does what there is to do and calls [Timekeeper#wakeIn]; whether it could
    Timekeeper timekeeper(String name, BooleanSupplier work);

    /// Runs a task now, apart from whoever calls. It may block.
    void start(String name, Runnable task);

    /// Runs one task after the other, apart from whoever calls.
    Background background(String name);

    interface Background extends Executor, AutoCloseable {
        /// What was begun is finished first.
        @Override
        void close();
    }

    /// Those of this machine.
    static Threads ofMachine() {
        return MachineThreads.INSTANCE;
    }
}
