package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `POST /v1/locks`: waits in line for one lock.
public record AcquireRequest(@JsonProperty(value = "Spec", required = true) LockSpec spec) {
    public AcquireRequest {
        Members.required(spec, "Spec");
    }
}
