package dev.willow.common.api.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.api.Members;
import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// Why something is, or is not, being served.
///
/// @param position      of the item in its channel, from 1; absent unless an item was asked for that waits
/// @param waiting       items that wait in the channel, or in all channels that the query selects
/// @param processing    items there that a consumer has
/// @param reasons       in the order in which they would have to be dealt with
/// @param channels      how the channels stand that a query selects; absent unless a query was asked
/// @param wouldBeServed whether a consumer with this query that came now would get an item; absent unless a query was asked, and
///                      where more channels than were looked at could be the one
/// @param heldBy        who has the item; absent unless an item was asked for that a consumer has, and this is known
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Explanation(
        @JsonProperty("Position") Optional<Integer> position,
        @JsonProperty("Waiting") int waiting,
        @JsonProperty("Processing") int processing,
        @JsonProperty("Reasons") List<Reason> reasons,
        @JsonProperty("Channels") Optional<Channels> channels,
        @JsonProperty("WouldBeServed") Optional<Boolean> wouldBeServed,
        @JsonProperty("HeldBy") Optional<Consumer> heldBy) {

    public Explanation(Optional<Integer> position, int waiting, int processing, List<Reason> reasons) {
        this(position, waiting, processing, reasons, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// One reason.
    ///
    /// @param code          stable: `no-such-channel`, `nothing-waiting`, `rule-paused`, `limit-zero`, `limit-reached`,
    ///                      `limiter-unreachable`, `no-consumer-waiting`, `ready`
    /// @param detail        the same for people
    /// @param keyValues     the channel it is about; when a query was asked, one such channel
    /// @param rule          the rule that holds it back, and its override, group, limit and present sum
    /// @param items         the items that hold the places, of whatever queue, the newest first; at most 20
    /// @param holders       what is known of each lease that holds places, in the same order
    /// @param unnamed       how many places are held beyond one for each of these leases: by additions without a lease, by leases
    ///                      of more than one place, and by older leases
    /// @param heldChannels  how many of the channels that a query selects this limit holds back, as far as is known
    /// @param change        what would have to change, for people
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
            @JsonProperty("Items") List<String> items,
            @JsonProperty("Holders") List<Holder> holders,
            @JsonProperty("Unnamed") Optional<Long> unnamed,
            @JsonProperty("Channels") Optional<Integer> heldChannels,
            @JsonProperty("Change") Optional<String> change) {
        public Reason {
            items = List.copyOf(Members.orElse(items, List.of()));
            holders = List.copyOf(Members.orElse(holders, List.of()));
        }

        public Reason(
                String code, String detail, Optional<KeyValues> keyValues, Optional<String> rule, Optional<String> override,
                Optional<KeyValues> group, Optional<Long> limit, Optional<Long> count, List<String> items) {
            this(code, detail, keyValues, rule, override, group, limit, count, items, List.of(), Optional.empty(), Optional.empty(),
                    Optional.empty());
        }

        /// About one channel of those that a query selects.
        public Reason at(KeyValues channel, Optional<Integer> channels) {
            return new Reason(
                    code, detail, Optional.of(channel), rule, override, group, limit, count, items, holders, unnamed, channels, change);
        }
    }

    /// What holds places of a group.
    ///
    /// @param lease     its ID in the Limiter
    /// @param itemId    the item in processing that it stands for; absent, as all that follows, for a lease that somebody else added
    /// @param queue     the queue of the item
    /// @param keyValues the channel of the item
    /// @param attempt   which attempt at the item this is
    /// @param consumer  who has the item; absent if it was handed out before this Willow was started
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Holder(
            @JsonProperty("Lease") String lease,
            @JsonProperty("ItemID") Optional<String> itemId,
            @JsonProperty("Queue") Optional<String> queue,
            @JsonProperty("KeyValues") Optional<KeyValues> keyValues,
            @JsonProperty("Attempt") Optional<Integer> attempt,
            @JsonProperty("Consumer") Optional<Consumer> consumer) {}

    /// Who was handed an item.
    ///
    /// @param requestId the `X-Request-ID` of its dequeue
    /// @param address   where that came from; behind a proxy, the proxy's
    public record Consumer(@JsonProperty("RequestID") String requestId, @JsonProperty("Address") String address) {}

    /// How the channels stand that a query selects. Each that has an item waiting is being asked for, held back or ready.
    ///
    /// @param matching       how many there are
    /// @param nothingWaiting those whose items are all with consumers
    /// @param beingAskedFor  those for an item of which the Limiter is being asked, or that are about to be served
    /// @param heldBack       those that a limit refused, and that wait for news of room
    /// @param ready          those that nothing is known to hold back; the Limiter is asked when a consumer comes
    public record Channels(
            @JsonProperty("Matching") int matching,
            @JsonProperty("NothingWaiting") int nothingWaiting,
            @JsonProperty("BeingAskedFor") int beingAskedFor,
            @JsonProperty("HeldBack") int heldBack,
            @JsonProperty("Ready") int ready) {}
}
