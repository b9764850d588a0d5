package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `POST /v1/queues`: creates a queue.
public record QueueRequest(@JsonProperty(value = "Spec", required = true) QueueSpec spec) {
    public QueueRequest {
        Members.required(spec, "Spec");
    }
}
