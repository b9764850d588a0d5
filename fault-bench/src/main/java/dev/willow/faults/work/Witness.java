package dev.willow.faults.work;

import dev.willow.client.hold.TakenItem;

/// Told of each item that a consumer was given, when it was.
@FunctionalInterface
public interface Witness {
    Witness NONE = (queue, item) -> {};

    void taken(String queue, TakenItem item);
}
