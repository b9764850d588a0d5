package dev.willow.faults.history;

import java.util.Map;

/// What counts towards limits for a time: a running item, or an addition made directly.
///
/// @param keys by which limits find it
public record Place(Map<String, String> keys, Holding holding, String what) {}
