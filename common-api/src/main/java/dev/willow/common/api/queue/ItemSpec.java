package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.KeyValuesDefinition;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyValues;

/// An item of a channel.
public record ItemSpec(
        @JsonProperty(value = "DBDefinition", required = true) KeyValuesDefinition definition,
        @JsonProperty(value = "Properties", required = true) ItemProperties properties) {
    public ItemSpec {
        Members.required(definition, "DBDefinition");
        Members.required(properties, "Properties");
    }

    public static ItemSpec of(KeyValues keyValues, ItemProperties properties) {
        return new ItemSpec(new KeyValuesDefinition(keyValues), properties);
    }
}
