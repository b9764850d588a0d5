package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// An item as a consumer gets it.
public record Delivery(KeyValues channel, Processing processing) {}
