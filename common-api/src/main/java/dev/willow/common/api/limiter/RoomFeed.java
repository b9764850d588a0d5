package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// `GET /v1/limiter/room`: where there may be room since the cursor, so that nobody has to poll for it.
///
/// @param cursor what to ask with next
/// @param missed the cursor was too old: anything may have room now
public record RoomFeed(
        @JsonProperty("Cursor") String cursor,
        @JsonProperty("Missed") boolean missed,
        @JsonProperty("Room") List<Room> rooms) {

    /// @param rule     the name of the rule
    /// @param override the name of the override whose group it is, if it is one
    /// @param group    the group that has room; absent: every group of the rule, its overrides included
    /// @param places   how many may come in; -1: unlimited
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Room(
            @JsonProperty("Rule") String rule,
            @JsonProperty("Override") Optional<String> override,
            @JsonProperty("Group") Optional<KeyValues> group,
            @JsonProperty("Places") long places) {}
}
