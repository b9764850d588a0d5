package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Leases that questions without an answer may have left in the Limiter, or may yet leave there. Each falls due for removal again and
/// again, until no call of today can be under way any more.
final class Doubts {
    private final long interval;
    private final long span;
    private final ArrayDeque<Doubt> doubts = new ArrayDeque<>(); // by `next`

    /// @param next when it falls due
    /// @param last from when on there is no doubt any more
    private record Doubt(Lease lease, long next, long last) {}

    Doubts(LinkSettings settings) {
        this.interval = settings.doubtInterval().toNanos();
        this.span = settings.doubt().toNanos();
    }

    /// @param now nanoseconds of a clock that never goes back, as everywhere here
    void add(List<Lease> leases, long now) {
        leases.forEach(lease -> doubts.add(new Doubt(lease, now + interval, now + span)));
    }

    /// All doubts last as long from now on as if they had just come up.
    void beginAnew(long now) {
        List<Lease> leases = doubts.stream().map(Doubt::lease).toList();
        doubts.clear();
        add(leases, now);
    }

    List<Lease> takeDue(long now) {
        List<Lease> due = new ArrayList<>();
        while (!doubts.isEmpty() && doubts.peek().next - now <= 0) {
            Doubt doubt = doubts.poll();
            due.add(doubt.lease);
            if (doubt.last - now > 0) doubts.add(new Doubt(doubt.lease, now + interval, doubt.last));
        }
        return due;
    }

    Optional<Duration> untilNext(long now) {
        return Optional.ofNullable(doubts.peek()).map(first -> Duration.ofNanos(first.next - now));
    }
}
