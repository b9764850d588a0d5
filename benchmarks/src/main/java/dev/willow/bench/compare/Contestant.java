package dev.willow.bench.compare;

import dev.willow.bench.load.Figures;
import java.io.Closeable;
import java.time.Duration;

/// A queue that runs, and whose cycles can be counted: an item of 100 bytes goes in, is taken out by the same caller and is done.
interface Contestant extends Closeable {

    /// Runs so many callers, each of which begins a cycle when its last one is over.
    Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception;

    /// How to start one.
    ///
    /// @param name          of the program
    /// @param configuration what it promises, and by which settings and client
    record Entry(String name, String configuration, Starting starting) {}

    @FunctionalInterface
    interface Starting {
        /// @throws MissingException if this machine does not have what is needed
        Contestant start() throws Exception;
    }

    /// A program that is not installed.
    final class MissingException extends Exception {
        private static final long serialVersionUID = 1;

        MissingException(String program) {
            super(program + " is not installed");
        }
    }
}
