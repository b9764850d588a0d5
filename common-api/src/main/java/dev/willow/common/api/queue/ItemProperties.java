package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.time.Duration;

/// An item and how it is to be treated.
///
/// @param item            the bytes, in base64; may be empty
/// @param updateable      whether a later item may overwrite it while it is the last that waits; false if left out
/// @param retryAttempts   how often it is tried again after a failure; -1 for ever; 0 if left out
/// @param retryPosition   where it goes then; the front if left out
/// @param timeoutDuration how long a consumer has without a heartbeat; 0, also if left out: the service's default
public record ItemProperties(
        @JsonProperty(value = "Item", required = true) @JsonAlias("Data") byte[] item,
        @JsonProperty("Updateable") Boolean updateable,
        @JsonProperty("RetryAttempts") @JsonAlias("RetryCount") Integer retryAttempts,
        @JsonProperty("RetryPosition") RetryPosition retryPosition,
        @JsonProperty("TimeoutDuration") Duration timeoutDuration) {
    public ItemProperties {
        Members.required(item, "Item");
        updateable = Members.orElse(updateable, false);
        retryAttempts = Members.orElse(retryAttempts, 0);
        retryPosition = Members.orElse(retryPosition, RetryPosition.FRONT);
        timeoutDuration = Members.orElse(timeoutDuration, Duration.ZERO);
        Members.atLeast(-1, retryAttempts, "RetryAttempts");
    }
}
