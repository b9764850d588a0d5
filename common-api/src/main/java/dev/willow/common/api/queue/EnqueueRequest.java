package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `POST /v1/queues/{Name}/channels/items`: puts an item into its channel. A batch is an array of these.
public record EnqueueRequest(@JsonProperty(value = "Spec", required = true) ItemSpec spec) {
    public EnqueueRequest {
        Members.required(spec, "Spec");
    }
}
