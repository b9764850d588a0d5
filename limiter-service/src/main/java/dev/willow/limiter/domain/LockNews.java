package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.List;

/// What came back from Locker. Those that name a session concern it alone; when it is no longer in use they are ignored.
public sealed interface LockNews {
    record SessionOpened(long attempt, String session, Duration timeout) implements LockNews {}

    record SessionNotOpened(long attempt, String reason) implements LockNews {}

    record BeatAccepted(String session, long beat) implements LockNews {}

    /// Locker was not reached, or could not answer.
    record BeatFailed(String session, String reason) implements LockNews {}

    /// Locker does not know the session: it lapsed, and everything that it held is void.
    record SessionLost(String session) implements LockNews {}

    record LockGranted(String session, KeyValues lock, String lockId) implements LockNews {}

    /// Locker was reached, but somebody else holds the lock and did not give it back in time.
    record LockNotGranted(String session, KeyValues lock, String reason) implements LockNews {}

    record LockReleased(String session, KeyValues lock) implements LockNews {}

    /// A call for this session got no answer that tells what is so. Locks may be held there that we do not know of.
    record CallFailed(String session, String reason) implements LockNews {}

    /// @param lockIds locks of the session that others wait for; empty if there were none within the watch's patience
    record Contended(String session, List<String> lockIds) implements LockNews {
        public Contended {
            lockIds = List.copyOf(lockIds);
        }
    }

    record WatchFailed(String session) implements LockNews {}
}
