package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// Why something is, or is not, being served.
///
/// @param position   of the item in its channel, from 1; absent unless an item was asked for that waits
/// @param waiting    items that wait in the channel, or in all channels that the query selects
/// @param processing items there that a consumer has
/// @param reasons    in the order in which they would have to be dealt with
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Explanation(
        @JsonProperty("Position") Optional<Integer> position,
        @JsonProperty("Waiting") int waiting,
        @JsonProperty("Processing") int processing,
        @JsonProperty("Reasons") List<Reason> reasons) {

    /// One reason.
    ///
    /// @param code      stable: `no-such-channel`, `nothing-waiting`, `rule-paused`, `limit-zero`, `limit-reached`,
    ///                  `limiter-unreachable`, `no-consumer-waiting`, `ready`
    /// @param detail    the same for people
    /// @param keyValues the channel it is about, when a query was asked
    /// @param rule      the rule that holds it back, and its override, group, limit and present sum
    /// @param items     the items that hold the places
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Reason(
            @JsonProperty("Code") String code,
            @JsonProperty("Detail") String detail,
            @JsonProperty("KeyValues") Optional<KeyValues> keyValues,
            @JsonProperty("Rule") Optional<String> rule,
            @JsonProperty("Override") Optional<String> override,
            @JsonProperty("Group") Optional<KeyValues> group,
            @JsonProperty("Limit") Optional<Long> limit,
            @JsonProperty("Count") Optional<Long> count,
            @JsonProperty("Items") List<String> items) {}
}
