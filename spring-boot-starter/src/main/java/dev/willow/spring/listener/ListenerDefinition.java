package dev.willow.spring.listener;

import dev.willow.client.work.ItemHandler;
import dev.willow.common.api.queue.DequeueRequest;

/// A listener that was checked and can be started.
///
/// @param name   unique
/// @param method for people, with its class
record ListenerDefinition(
        String name, String method, String queue, DequeueRequest request, int concurrency, boolean stopsSuperseded, ItemHandler handler) {}
