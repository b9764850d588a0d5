package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// A channel as people see it.
public record ChannelView(String id, KeyValues keys, int waiting, int processing) {}
