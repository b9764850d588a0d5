package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;

/// Names one group of one rule or override.
///
/// @param bound id of the rule or override
public record GroupKey(String bound, KeyValues group) {}
