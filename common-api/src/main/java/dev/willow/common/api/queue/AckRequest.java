package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// `POST /v1/queues/{Name}/channels/items/ack`: how the work on an item ended.
///
/// @param success      whether it is done; absent only with `Release`
/// @param release      gives the item back to the front without using an attempt; false if left out
/// @param keyValues    the item's channel; when given it must be right; an empty set counts as left out
/// @param fencingToken of the hand-out that is acked; when given it must be the present one
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AckRequest(
        @JsonProperty(value = "ItemID", required = true) String itemId,
        @JsonProperty("Success") @JsonAlias("Passed") Optional<Boolean> success,
        @JsonProperty("Release") Boolean release,
        @JsonProperty("KeyValues") Optional<KeyValues> keyValues,
        @JsonProperty("FencingToken") Optional<Long> fencingToken) {
    public AckRequest {
        Members.notEmpty(itemId, "ItemID");
        keyValues = keyValues.filter(given -> !given.isEmpty());
        release = Members.orElse(release, false);
        if (release && success.isPresent())
            throw new BadRequestException("Release", "stands instead of Success, not beside it");
        if (!release && success.isEmpty())
            throw new BadRequestException("Success", "is required, unless Release is true");
    }
}
