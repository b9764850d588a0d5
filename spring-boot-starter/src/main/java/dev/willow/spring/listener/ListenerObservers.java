package dev.willow.spring.listener;

import dev.willow.client.work.WorkObserver;

/// Who hears what listeners do.
@FunctionalInterface
public interface ListenerObservers {
    /// @param name of the listener, unique
    WorkObserver of(String queue, String name);
}
