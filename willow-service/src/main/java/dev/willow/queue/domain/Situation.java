package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// How things stand with a channel, for whoever asks why it is not being served.
///
/// @param running    what the Limiter has to let in before an item of it is handed out
/// @param isAwaited  whether a consumer waits that would take an item of it
/// @param isAskedFor whether the Limiter is being asked about an item of it for a consumer, or it is about to be handed out
public record Situation(ChannelView channel, KeyValues running, boolean isAwaited, boolean isAskedFor) {

    /// How things stand with one item.
    ///
    /// @param position among the items that wait in its channel, from 1; 0 if a consumer has it
    /// @param handOut  by which a consumer has it; null if it waits
    public record OfItem(Situation channel, ItemId item, int position, HandOutId handOut) {}
}
