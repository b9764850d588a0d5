package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// `POST /v1/queues/{Name}/channels/items/heartbeat`: keeps an item for another time-out.
///
/// @param keyValues    the item's channel; when given it must be right; an empty set counts as left out
/// @param fencingToken of the hand-out that is kept; when given it must be the present one
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HeartbeatRequest(
        @JsonProperty(value = "ItemID", required = true) String itemId,
        @JsonProperty("KeyValues") Optional<KeyValues> keyValues,
        @JsonProperty("FencingToken") Optional<Long> fencingToken) {
    public HeartbeatRequest {
        Members.notEmpty(itemId, "ItemID");
        keyValues = keyValues.filter(given -> !given.isEmpty());
    }
}
