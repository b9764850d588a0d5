package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;
import java.util.Optional;
import java.util.OptionalLong;

/// News from the Limiter that a limit may let more in.
///
/// @param values  of the group that has room; absent: every group of the rule, and of its overrides
/// @param places  how many may come in; absent: any number
public record Room(String rule, Optional<String> override, Optional<KeyValues> values, OptionalLong places) {}
