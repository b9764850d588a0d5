package dev.willow.queue.domain.table;

import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The rules for an item that its consumer no longer has.
///
/// ```
/// success ─────────────────────────────────────────────► gone
/// release ─────────────────────────────────────────────► front, no attempt used
/// failure ─┬─ attempts used up ────────────────────────► gone
/// time-out ┼─ front ─┬─ others wait, it is updateable ─► gone, updated away
///          │         └─ else ──────────────────────────► front
///          └─ back ──┬─ last one waiting is updateable ► takes that one's place, which is gone
///                    └─ else ──────────────────────────► back
/// ```
final class Returns {
    private final LongSupplier nextSequence;

    Returns(LongSupplier nextSequence) {
        this.nextSequence = nextSequence;
    }

    /// What became of it, and the leases that stand for nothing any more.
    record Outcome(Fate fate, List<Lease> freed) {}

    /// Ends the processing of an item and puts it where it belongs.
    Outcome end(Channel channel, Processing ended, Verdict verdict, Instant now) {
        Item item = ended.item();
        channel.endProcessing(item.id());
        List<Lease> freed = new ArrayList<>(2);
        freed.add(channel.counters().running(item.id(), ended.handOut()));
        Fate fate = switch (verdict) {
            case SUCCESS -> Fate.DONE;
            case RELEASE -> {
                channel.addFirst(item);
                yield Fate.TO_FRONT;
            }
            case FAILURE -> fail(channel, item.failedOnce(), freed, now);
        };
        boolean isGone = switch (fate) {
            case DONE, USED_UP, OVERTAKEN -> true;
            case TO_FRONT, TO_BACK, REPLACED_LAST -> false;
        };
        if (isGone) freed.add(channel.counters().enqueued(item.id()));
        return new Outcome(fate, freed);
    }

    private Fate fail(Channel channel, Item failed, List<Lease> freed, Instant now) {
        if (!failed.handling().retries().allowOneAfter(failed.failures())) return Fate.USED_UP;
        if (failed.handling().position() == RetryPosition.FRONT) {
            if (failed.isUpdateable() && channel.firstWaiting().isPresent()) return Fate.OVERTAKEN;
            channel.addFirst(failed);
            return Fate.TO_FRONT;
        }
        Optional<Item> last = channel.lastUpdateable();
        if (last.isPresent()) {
            channel.replaceLast(failed.inPlaceOf(last.get()));
            freed.add(channel.counters().enqueued(last.get().id()));
            return Fate.REPLACED_LAST;
        }
        channel.addLast(failed.movedTo(nextSequence.getAsLong(), now));
        return Fate.TO_BACK;
    }
}
