package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.KeyValuesDefinition;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// Which counter, and what to do to it.
public record CounterSpec(
        @JsonProperty(value = "DBDefinition", required = true) KeyValuesDefinition definition,
        @JsonProperty(value = "Properties", required = true) CounterProperties properties) {
    public CounterSpec {
        Members.required(definition, "DBDefinition");
        Members.required(properties, "Properties");
    }

    public static CounterSpec of(KeyValues keyValues, long counters, Optional<Lease> lease) {
        return new CounterSpec(new KeyValuesDefinition(keyValues), new CounterProperties(counters, lease));
    }
}
