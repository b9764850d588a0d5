package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// A place that an item takes up in the Limiter.
///
/// @param counter the counter it is part of
/// @param id      its name there, unique and never used again
public record Lease(KeyValues counter, String id) {}
