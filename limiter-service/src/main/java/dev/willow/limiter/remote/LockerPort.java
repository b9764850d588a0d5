package dev.willow.limiter.remote;

import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The calls to Locker, in the words of the Limiter. None of them blocks. Each answer fails with a [LockerFailure].
public interface LockerPort {

    /// @param timeout how long it lasts without a heartbeat, as Locker has it
    record Opened(String session, Duration timeout) {}

    /// @param requestId sent along as `X-Request-ID`
    CompletableFuture<Opened> open(Optional<String> requestId);

    CompletableFuture<Void> beat(String session);

    CompletableFuture<Void> close(String session);

    /// Waits in line for a lock.
    ///
    /// @param requestId sent along as `X-Request-ID`
    /// @return the id of the hold
    CompletableFuture<String> acquire(String session, KeyValues lock, Optional<String> requestId);

    CompletableFuture<Void> release(String session, String lockId);

    /// Waits until others wait for holds of the session.
    ///
    /// @return their ids; empty when the time passed without any
    CompletableFuture<List<String>> contended(String session);
}
