package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/// One hold of a lock.
///
/// @param lockId              names the hold
/// @param sessionId           what heartbeat and release must carry
/// @param fencingToken        only grows for a lock's key-values
/// @param timeTillExpire      what is left of the time-out
/// @param locksHeldOrWaiting  holders of the lock and callers in line for it
public record LockState(
        @JsonProperty("LockID") String lockId,
        @JsonProperty("SessionID") String sessionId,
        @JsonProperty("FencingToken") long fencingToken,
        @JsonProperty("TimeTillExpire") Duration timeTillExpire,
        @JsonProperty("LocksHeldOrWaiting") int locksHeldOrWaiting) {}
