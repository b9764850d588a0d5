package dev.willow.client.work;

import dev.willow.client.ClientException;
import dev.willow.client.hold.TakenItem;
import java.time.Duration;

/// Hears what a worker does, to measure it. Called on the threads that work, so it must be short, and must not throw.
public interface WorkObserver {
    /// Hears nothing.
    WorkObserver NONE = new WorkObserver() {};

    /// The work on an item begins.
    default void began(TakenItem item) {}

    /// The work on an item is over.
    ///
    /// @param took from the beginning until the service has taken the end, or it was given up
    default void ended(TakenItem item, Ending ending, Duration took) {}

    /// Asking for an item failed; the worker asks again after a pause.
    default void pollFailed(ClientException why) {}
}
