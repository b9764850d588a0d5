package dev.willow.client.hold;

import dev.willow.client.LostException;
import dev.willow.common.values.KeyValues;
import java.time.Duration;

/// Something held: a lock, or an item that is being worked on. Kept by heartbeats until it is closed.
///
/// Its own deadline counts from the moment at which the last accepted heartbeat was *sent*. So it says that it is lost
/// before its service can give it to somebody else, as long as this machine's clock runs. Where even a pause of the whole process must do no
/// harm, hand [#fencingToken] to what is written to.
public sealed interface Hold extends AutoCloseable permits HeldLock, TakenItem {
    KeyValues keyValues();

    /// Only grows from one holder to the next.
    long fencingToken();

    /// Whether it is in hand, as far as can be known here.
    boolean isHeld();

    /// What is left until it is lost, unless another heartbeat is accepted; zero if it is not held.
    Duration remaining();

    /// @throws LostException if it was lost
    /// @throws IllegalStateException if it was closed
    void ensureHeld();

    /// Gives it back, if it is still held. Never fails: what cannot be given back runs out.
    @Override
    void close();
}
