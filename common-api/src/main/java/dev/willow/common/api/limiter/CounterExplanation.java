package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// `POST /v1/limiter/explain`: what would happen to an addition, and why.
///
/// @param allowed    whether it would be let in now
/// @param asked      every rule and override that applies and would be asked, zero limits and pauses first
/// @param overridden the rules that apply, but are not asked because overrides of theirs are
public record CounterExplanation(
        @JsonProperty("Allowed") boolean allowed,
        @JsonProperty("Asked") List<Asked> asked,
        @JsonProperty("Overridden") List<Asked> overridden) {

    /// One limit.
    ///
    /// @param rule     its name
    /// @param override the name of the override, when that is asked in place of the rule
    /// @param count    the present sum of the group
    /// @param group    the values that the counter has for the group-by keys
    /// @param verdict  `fits`, or the name of the problem: `limit-reached`, `limit-zero`, `rule-paused`, `locker-unreachable`, `leases-unsettled`;
    ///                 `overridden` for a rule that is not asked
    /// @param inLine   how many additions wait for room in the group
    /// @param leases   the newest 20 leases that hold the sum
    /// @param change   what would have to change, for people; absent when it fits and nobody is in line
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Asked(
            @JsonProperty("Rule") String rule,
            @JsonProperty("Override") Optional<String> override,
            @JsonProperty("Limit") long limit,
            @JsonProperty("Paused") boolean paused,
            @JsonProperty("Count") long count,
            @JsonProperty("Group") KeyValues group,
            @JsonProperty("Verdict") String verdict,
            @JsonProperty("InLine") int inLine,
            @JsonProperty("Leases") List<String> leases,
            @JsonProperty("Change") Optional<String> change) {}
}
