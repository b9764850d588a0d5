package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/// An open session.
///
/// @param timeTillExpire what is left of the time-out
public record Session(
        @JsonProperty("SessionID") String sessionId,
        @JsonProperty("Timeout") Duration timeout,
        @JsonProperty("TimeTillExpire") Duration timeTillExpire) {}
