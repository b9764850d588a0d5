package dev.willow.queue.domain;

import java.time.Instant;

/// An item, waiting or with a consumer. Immutable: every change makes another one.
///
/// @param failures how many attempts were used up
/// @param updates  how often it was overwritten in place
/// @param place    its place in the order in which items came to wait, over all queues; smaller is earlier
/// @param version  when these bytes came, in the same count; tells which of two items is newer
/// @param since    when it came to wait
public record Item(
        ItemId id, Payload payload, Handling handling, int failures, long updates, long place, long version, Instant since) {

    /// A new item at the end of its channel.
    public static Item arrived(ItemId id, Payload payload, Handling handling, long sequence, Instant now) {
        return new Item(id, payload, handling, 0, 0, sequence, sequence, now);
    }

    /// Overwritten in place: other bytes, other handling, attempts start again.
    public Item updated(Payload newer, Handling newHandling, long sequence) {
        return new Item(id, newer, newHandling, 0, updates + 1, place, sequence, since);
    }

    public Item failedOnce() {
        return new Item(id, payload, handling, failures + 1, updates, place, version, since);
    }

    /// The same item at the end of its channel.
    public Item movedTo(long newPlace, Instant now) {
        return new Item(id, payload, handling, failures, updates, newPlace, version, now);
    }

    /// The same item in the place of another, which it replaces.
    public Item inPlaceOf(Item replaced) {
        return new Item(id, payload, handling, failures, updates, replaced.place, version, replaced.since);
    }

    public boolean isUpdateable() {
        return handling.updateable();
    }
}
