package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// An item in processing that holds a place in a limit.
public record PlaceHolder(String queue, KeyValues channel, Processing processing) {}
