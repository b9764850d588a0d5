package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.time.Duration;
import java.util.Optional;

/// How a lock is wanted, or held.
///
/// @param timeout    how long the hold lasts without a heartbeat; left out: the service's default
/// @param mode       exclusive if left out
/// @param maxHolders the places of a semaphore, from 1; left out: an ordinary lock
/// @param sessionId  the opened session that the hold is to belong to; left out: one of its own
/// @param owner      for people who look at the lock
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LockProperties(
        @JsonProperty("Timeout") Optional<Duration> timeout,
        @JsonProperty("Mode") LockMode mode,
        @JsonProperty("MaxHolders") Optional<Integer> maxHolders,
        @JsonProperty("SessionID") Optional<String> sessionId,
        @JsonProperty("Owner") Optional<String> owner) {
    public static final LockProperties DEFAULT = new LockProperties(
            Optional.empty(), LockMode.EXCLUSIVE, Optional.empty(), Optional.empty(), Optional.empty());

    public LockProperties {
        mode = Members.orElse(mode, LockMode.EXCLUSIVE);
        Members.positive(timeout, "Timeout");
        Members.atLeast(1, maxHolders, "MaxHolders");
        Members.notEmpty(sessionId, "SessionID");
    }
}
