package dev.willow.limiter.domain;

import dev.willow.engine.RequestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Heartbeats that came too late, for leases whose lapse is on its way to the log. They are answered when it is there: told
/// before, and the process killed in between, a lease that was said to be gone would hold its place again. Soft.
final class LateBeats {
    private final List<Late> waiting = new ArrayList<>();

    /// @param lapsing the grants that are yet to lapse
    private record Late(RequestId by, List<String> unknown, Set<Long> lapsing) {}

    /// @param unknown what the caller is to be told
    void add(RequestId by, List<String> unknown, Collection<Long> lapsing) {
        waiting.add(new Late(by, unknown, new HashSet<>(lapsing)));
    }

    /// The end of these grants is in the log.
    void lapsed(Collection<Long> grants, Outbox out) {
        waiting.removeIf(late -> {
            late.lapsing.removeAll(grants);
            if (!late.lapsing.isEmpty()) return false;
            out.tell(new LimiterEvent.HeartbeatTaken(late.by, late.unknown));
            return true;
        });
    }

    void clear() {
        waiting.clear();
    }
}
