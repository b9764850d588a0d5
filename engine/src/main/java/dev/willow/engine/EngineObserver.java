package dev.willow.engine;

import java.time.Duration;

/// Is told what an engine does, for whoever measures it. Calls come from the engine's threads, within its turns: they must be short.
public interface EngineObserver {
    /// An entry of this node is durable, and its turn to be applied has come.
    ///
    /// @param commands gathered in it, with the requests that only wanted to know that it got there
    /// @param took     since it was sealed
    void written(int commands, Duration took);

    /// A snapshot is durable.
    ///
    /// @param bytes its size
    /// @param took  to write it, in the background
    void snapshotTaken(long bytes, Duration took);

    /// A snapshot could not be written. The log goes on growing until the next one succeeds.
    void snapshotFailed();

    /// Nobody measures.
    static EngineObserver none() {
        return new EngineObserver() {
            @Override
            public void written(int commands, Duration took) {}

            @Override
            public void snapshotTaken(long bytes, Duration took) {}

            @Override
            public void snapshotFailed() {}
        };
    }
}
