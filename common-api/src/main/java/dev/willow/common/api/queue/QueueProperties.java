package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.util.Optional;

/// What a queue holds.
///
/// @param maxItems the most waiting and processing items over all channels; -1 is unlimited, which also holds when a
///                 queue is created without it; left out in a change: stays as it is
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record QueueProperties(@JsonProperty("MaxItems") Optional<Long> maxItems) {
    public QueueProperties {
        Members.atLeast(-1, maxItems, "MaxItems");
    }
}
