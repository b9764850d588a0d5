package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import java.util.Optional;

/// `PUT` on a rule or an override: the properties to change; what is left out stays.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LimitUpdate(
        @JsonProperty("Limit") Optional<Long> limit, @JsonProperty("Paused") Optional<Boolean> paused) {
    public LimitUpdate {
        Members.atLeast(-1, limit, "Limit");
    }
}
