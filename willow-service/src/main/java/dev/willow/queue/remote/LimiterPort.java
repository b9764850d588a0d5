package dev.willow.queue.remote;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The calls to the Limiter, in the words of the queue. None of them blocks.
///
/// Each answer fails if the Limiter was not reached, or did not answer in a way that can be understood. Cancelling an answer ends its
/// call, whose effect is then unknown.
public interface LimiterPort extends AutoCloseable {

    /// One lease to be added or removed.
    record Change(Lease lease, boolean isAddition) {}

    /// What became of a change.
    sealed interface Reply {
        record Done() implements Reply {}

        /// @param decidedBy the keys that decide, if they were told
        record Refused(Blocker blocker, Optional<Set<String>> decidedBy) implements Reply {}

        /// The Limiter cannot decide now, or could not be understood.
        record Undecided(String reason) implements Reply {}

        /// The Limiter will never accept this.
        record Rejected(String reason) implements Reply {}
    }

    /// What the room feed tells.
    ///
    /// @param isMissed the cursor was too old, or of a Limiter that was restarted: anything may have room
    record News(String cursor, boolean isMissed, List<Room> rooms) {}

    /// How the Limiter's leases compare with ours.
    ///
    /// @param leases what it has; empty if exactly what was expected
    /// @param run    since when the Limiter runs, to be settled; empty if it is too old to tell
    record Compared(Optional<List<Lease>> leases, Optional<Long> run) {}

    /// Makes many changes in one call; they are independent. The Limiter may forget the last of them if it does not end in peace; so they are
    /// to be compared whenever it was away.
    ///
    /// @param requestId sent along as `X-Request-ID`
    /// @return one reply for each, in their order
    CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId);

    /// Waits for news of room.
    ///
    /// @param cursor of the news before; without it the present one comes back at once
    CompletableFuture<News> listen(Optional<String> cursor);

    /// Compares the leases in the Limiter that were added by queues.
    ///
    /// @param ours what should be there
    CompletableFuture<Compared> compare(LeaseDigest ours);

    /// What was compared is repaired. Until then the Limiter compares nobody with limits, if it did not end in peace.
    ///
    /// @return fails if the Limiter has started since
    CompletableFuture<Void> settle(long run);

    /// Holds a queue to its capacity.
    CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId);

    /// @param queue one that is gone
    CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId);

    /// Lets exactly these queues have a limit.
    CompletableFuture<Void> setLimits(Map<String, Capacity> capacities);

    @Override
    void close();
}
