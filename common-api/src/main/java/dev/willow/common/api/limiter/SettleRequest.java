package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// `POST /v1/limiter/leases/settled`: the owner of backed leases has compared what it has with what is in the Limiter, and repaired what differed.
///
/// @param run `Run` of the [LeaseSummary] that it compared with; without it, whoever says so knows that no owner will
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SettleRequest(@JsonProperty("Run") Optional<Long> run) {
    public SettleRequest {
        if (run == null) run = Optional.empty();
    }
}
