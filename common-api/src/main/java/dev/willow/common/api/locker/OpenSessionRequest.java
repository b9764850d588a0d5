package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.time.Duration;
import java.util.Optional;

/// `POST /v1/sessions`: opens a session, one heartbeat of which keeps all its holds.
///
/// @param timeout how long it lasts without a heartbeat; left out: the service's default
/// @param owner   for people who look at it
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OpenSessionRequest(
        @JsonProperty("Timeout") Optional<Duration> timeout, @JsonProperty("Owner") Optional<String> owner) {
    public static final OpenSessionRequest DEFAULT = new OpenSessionRequest(Optional.empty(), Optional.empty());

    public OpenSessionRequest {
        Members.positive(timeout, "Timeout");
    }
}
