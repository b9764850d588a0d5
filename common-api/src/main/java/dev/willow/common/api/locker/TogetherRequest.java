package dev.willow.common.api.locker;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.problem.BadRequestException;
import java.util.List;

/// `POST /v1/locks/together`: waits in line for several locks, and gets all or none. All holds share one session.
///
/// @param locks at least one
public record TogetherRequest(@JsonProperty(value = "Locks", required = true) List<AcquireRequest> locks) {
    public TogetherRequest {
        locks = List.copyOf(Members.required(locks, "Locks"));
        if (locks.isEmpty()) throw new BadRequestException("Locks", "must have at least one entry");
    }
}
