package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.util.List;

/// `POST /v1/limiter/leases/heartbeat`: keeps leases for another time-out. The answer is an array of the unknown ids.
public record LeaseHeartbeatRequest(@JsonProperty(value = "IDs", required = true) List<String> ids) {
    public LeaseHeartbeatRequest {
        ids = List.copyOf(Members.required(ids, "IDs"));
    }
}
