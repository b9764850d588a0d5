package dev.willow.queue.domain;

import dev.willow.common.values.KeyValues;

/// Why a request was turned down. It changed nothing.
public sealed interface Refusal {

    /// Whether this is how the request was decided. Otherwise it could not be just now, and may try again.
    default boolean isDecided() {
        return switch (this) {
            case TooManyWaiting _, LimiterUnreachable _ -> false;
            case NoSuchQueue _, NameInUse _, NoSuchChannel _, NoChannelMatches _, NoSuchItem _, HandedOutAgain _, QueueFull _,
                    QueueGone _ -> true;
        };
    }

    record NoSuchQueue(String queue) implements Refusal {}

    record NameInUse(String queue) implements Refusal {}

    record NoSuchChannel(String queue, KeyValues channel) implements Refusal {}

    /// No channel matches the query that was to be deleted by.
    record NoChannelMatches(String queue) implements Refusal {}

    /// There is no such item in processing in this channel, or not any more.
    record NoSuchItem(ItemId item) implements Refusal {}

    /// The item is with another consumer by now.
    record HandedOutAgain(ItemId item, long fencingToken) implements Refusal {}

    /// The Limiter does not let another item into the queue.
    record QueueFull(String queue, Blocker blocker) implements Refusal {}

    /// The queue was deleted while the caller waited.
    record QueueGone(String queue) implements Refusal {}

    record TooManyWaiting(String queue, int maxWaiting) implements Refusal {}

    /// The Limiter could not be asked, and without it nothing may be let in or handed out.
    record LimiterUnreachable() implements Refusal {}
}
