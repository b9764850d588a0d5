package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;

/// `DELETE /v1/queues/{Name}/channels`: the key-values of one channel. The bare key-values are read as well.
public record ChannelReference(@JsonProperty(value = "KeyValues", required = true) KeyValues keyValues) {
    public ChannelReference {
        if (Members.required(keyValues, "KeyValues").isEmpty())
            throw new BadRequestException("KeyValues", "must have at least one pair");
    }
}
