package dev.willow.queue.domain;

import java.util.List;

/// How things stand with all channels that a query selects, for whoever asks why nothing comes. Each channel is idle, asked for,
/// held back or ready.
///
/// @param waiting       items that wait in them
/// @param processing    items of them that consumers have
/// @param idle          channels whose items are all with consumers
/// @param askedFor      channels that the Limiter is being asked about, or that are about to be served
/// @param heldBack      channels that a limit refused, and that wait for news of room
/// @param ready         channels that nothing is known to hold back
/// @param groups        the groups that hold back most channels, those with the most first
/// @param furtherGroups how many more there are
/// @param candidates    some of the channels that are ready or asked for
public record Overview(
        int channels, int waiting, int processing, int idle, int askedFor, int heldBack, int ready, List<HeldBack> groups,
        int furtherGroups, List<Situation> candidates) {
    public Overview {
        groups = List.copyOf(groups);
        candidates = List.copyOf(candidates);
    }

    /// Channels that one group holds back.
    ///
    /// @param example one of them
    public record HeldBack(Group group, int channels, Situation example) {}
}
