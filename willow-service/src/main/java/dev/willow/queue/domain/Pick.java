package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// An item that is about to be handed out. The Limiter has let it in.
public record Pick(KeyValues channel, ItemId item, HandOutId handOut) {}
