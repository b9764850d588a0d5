package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.util.Optional;

/// A queue, as it is wanted.
public record QueueSpec(
        @JsonProperty(value = "DBDefinition", required = true) Definition definition,
        @JsonProperty("Properties") QueueProperties properties) {
    public QueueSpec {
        Members.required(definition, "DBDefinition");
        properties = Members.orElse(properties, new QueueProperties(Optional.of(-1L)));
    }

    public static QueueSpec of(String name, long maxItems) {
        return new QueueSpec(new Definition(name), new QueueProperties(Optional.of(maxItems)));
    }

    /// @param name names the queue in URLs; not empty
    public record Definition(@JsonProperty(value = "Name", required = true) String name) {
        public Definition {
            Members.notEmpty(name, "Name");
        }
    }
}
