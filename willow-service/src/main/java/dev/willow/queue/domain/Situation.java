package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// How things stand with a channel, for whoever asks why it is not being served.
///
/// @param running   what the Limiter has to let in before an item of it is handed out
/// @param isAwaited whether a consumer waits that would take an item of it
public record Situation(ChannelView channel, KeyValues running, boolean isAwaited) {

    /// How things stand with one item.
    ///
    /// @param position among the items that wait in its channel, from 1; 0 if a consumer has it
    public record OfItem(Situation channel, int position) {}
}
