package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// What a limit of the Limiter counts: the counters that share these values.
///
/// @param rule     name of the rule
/// @param override name of the override whose limit it is, if it is one's
/// @param values   the values of its group-by keys; absent if the Limiter did not tell them
public record Group(String rule, Optional<String> override, Optional<KeyValues> values) {}
