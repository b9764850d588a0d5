package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;

/// The identity of a lock, a counter or a channel.
///
/// @param keyValues at least one pair; Any is refused
public record KeyValuesDefinition(@JsonProperty(value = "KeyValues", required = true) KeyValues keyValues) {
    public KeyValuesDefinition {
        if (Members.required(keyValues, "KeyValues").isEmpty())
            throw new BadRequestException("KeyValues", "must have at least one pair");
    }
}
