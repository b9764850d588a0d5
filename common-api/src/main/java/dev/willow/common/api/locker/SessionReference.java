package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;

/// `DELETE /v1/locks/{LockID}` and its heartbeat: the session that the hold belongs to.
public record SessionReference(@JsonProperty(value = "SessionID", required = true) String sessionId) {
    public SessionReference {
        Members.notEmpty(sessionId, "SessionID");
    }
}
