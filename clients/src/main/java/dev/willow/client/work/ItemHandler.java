package dev.willow.client.work;

import dev.willow.client.hold.TakenItem;

/// The work on an item.
@FunctionalInterface
public interface ItemHandler {
    /// Called on a virtual thread, with the item kept by heartbeats. The thread is interrupted when the item is lost, when the worker wants
    /// the item to stop because a newer one waits, and when the worker is closed and its patience is over.
    ///
    /// @return how it ended; the worker then acks the item, unless the handler has done so itself
    /// @throws Exception counts as [Outcome#FAILED], as does an error; an interrupt that is let through as [Outcome#RELEASED]
    Outcome handle(TakenItem item) throws Exception;
}
