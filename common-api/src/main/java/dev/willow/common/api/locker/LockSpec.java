package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.KeyValuesDefinition;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyValues;

/// Which lock, and how.
public record LockSpec(
        @JsonProperty(value = "DBDefinition", required = true) KeyValuesDefinition definition,
        @JsonProperty("Properties") LockProperties properties) {
    public LockSpec {
        Members.required(definition, "DBDefinition");
        properties = Members.orElse(properties, LockProperties.DEFAULT);
    }

    public static LockSpec of(KeyValues keyValues, LockProperties properties) {
        return new LockSpec(new KeyValuesDefinition(keyValues), properties);
    }
}
