package dev.willow.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How things stood when `top` looked.
///
/// @param sinceLast how long after the look before; absent at the first
/// @param queues    those with most items first
/// @param channels  of the queues that were looked into, those with most waiting items first
/// @param running   those that have been seen for longest first
/// @param blocked   what holds channels back
/// @param limits    those that are paused, near their limit or at it, the fullest first
/// @param away      what could not be asked
/// @param notSeen   where there is more than was looked at
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Look(
        @JsonProperty("SinceLast") Optional<Duration> sinceLast,
        @JsonProperty("Queues") List<InQueue> queues,
        @JsonProperty("Channels") List<InChannel> channels,
        @JsonProperty("Running") List<Running> running,
        @JsonProperty("Blocked") List<Blocked> blocked,
        @JsonProperty("Limits") List<Limit> limits,
        @JsonProperty("Away") List<String> away,
        @JsonProperty("NotSeen") List<String> notSeen) {

    /// A queue with its totals.
    ///
    /// @param waitingPerSecond    by how much the waiting grew since the look before; what came and what went cannot be told apart
    /// @param processingPerSecond likewise
    /// @param heldBack            channels that a limit refused; absent if the queue was not looked into
    /// @param ready               channels that nothing is known to hold back; likewise
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record InQueue(
            @JsonProperty("Queue") String queue,
            @JsonProperty("MaxItems") long maxItems,
            @JsonProperty("Channels") int channels,
            @JsonProperty("Waiting") int waiting,
            @JsonProperty("Processing") int processing,
            @JsonProperty("Consumers") int consumers,
            @JsonProperty("WaitingPerSecond") Optional<Double> waitingPerSecond,
            @JsonProperty("ProcessingPerSecond") Optional<Double> processingPerSecond,
            @JsonProperty("HeldBack") Optional<Integer> heldBack,
            @JsonProperty("Ready") Optional<Integer> ready) {}

    record InChannel(
            @JsonProperty("Queue") String queue,
            @JsonProperty("KeyValues") KeyValues keyValues,
            @JsonProperty("Waiting") int waiting,
            @JsonProperty("Processing") int processing) {}

    /// An item that a consumer has.
    ///
    /// @param heldBy  absent if that is not known, or not asked yet
    /// @param seenFor how long this `top` has seen it; no service tells since when it runs
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Running(
            @JsonProperty("Queue") String queue,
            @JsonProperty("KeyValues") KeyValues keyValues,
            @JsonProperty("ItemID") String itemId,
            @JsonProperty("HeldBy") Optional<Explanation.Consumer> heldBy,
            @JsonProperty("SeenFor") Duration seenFor) {}

    /// Why channels of a queue are not served.
    record Blocked(@JsonProperty("Queue") String queue, @JsonProperty("Reason") Explanation.Reason reason) {}

    /// A limit, and how much of it is taken in one group.
    ///
    /// @param group  absent if no group of it was looked at
    /// @param count  the sum of the group; likewise
    /// @param inLine additions that wait for room in the group
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Limit(
            @JsonProperty("Rule") String rule,
            @JsonProperty("Override") Optional<String> override,
            @JsonProperty("Limit") long limit,
            @JsonProperty("Paused") boolean paused,
            @JsonProperty("Group") Optional<KeyValues> group,
            @JsonProperty("Count") Optional<Long> count,
            @JsonProperty("InLine") int inLine) {

        /// How full it is, from 0 to 1 and beyond; a pause and a limit of zero are full.
        double fill() {
            if (paused || limit == 0) return 1;
            return limit < 0 ? 0 : count.orElse(0L) / (double) limit;
        }
    }
}
