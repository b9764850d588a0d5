package dev.willow.queue.domain.dispatch;

import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Pick;

/// One item that the Limiter is asked to let run, and later perhaps has let in.
///
/// @param via         the group that the channel was parked under and whose credit this uses, or null
/// @param heardBefore how much news of room had been heard when it was asked
/// @param turnBefore  the channel's turn, to which it returns if nothing comes of this
record Ask(
        Lease lease, Standing standing, ItemId item, HandOutId handOut, ParkedGroup via, long heardBefore, long turnBefore) {

    HeldItem held() {
        return new HeldItem(item, handOut);
    }

    Pick pick() {
        return new Pick(standing.channel.keyValues(), item, handOut);
    }
}
