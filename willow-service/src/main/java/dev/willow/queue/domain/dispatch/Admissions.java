package dev.willow.queue.domain.dispatch;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.Refusal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// Enqueues on their way to the log. One that overwrites an item goes at once; one that needs a place asks the Limiter first.
///
/// Several enqueues into one channel may be under way together. If the last of them is updateable, a further one will
/// overwrite it, so it waits for that to be decided instead of asking for a place that it will not need and might be
/// refused.
final class Admissions {
    private record Address(String queue, KeyValues channel) {
        static Address of(Enqueue enqueue) {
            return new Address(enqueue.queue(), enqueue.channel());
        }
    }

    /// The enqueues into one channel that are not decided.
    private static final class Lane {
        /// Asking, or let in and not yet applied.
        int ahead;
        /// The last of those, until it is decided.
        Enqueue last;
        ArrayDeque<Enqueue> behind = new ArrayDeque<>(1);

        boolean endsUpdateable() {
            return !behind.isEmpty() || last != null && last.handling().updateable();
        }
    }

    private final Outbox outbox;
    private final Questions questions;
    private final BiPredicate<String, KeyValues> wouldUpdate;
    private final Map<Address, Lane> lanes = new HashMap<>();
    private final Set<RequestId> undecided = new HashSet<>();

    /// @param wouldUpdate whether an enqueue into this channel of this queue would overwrite an item now
    Admissions(Outbox outbox, Questions questions, BiPredicate<String, KeyValues> wouldUpdate) {
        this.outbox = outbox;
        this.questions = questions;
        this.wouldUpdate = wouldUpdate;
    }

    void arrive(Enqueue enqueue) {
        undecided.add(enqueue.id());
        admit(enqueue);
    }

    private void admit(Enqueue enqueue) {
        Lane lane = lanes.get(Address.of(enqueue));
        if (lane != null && lane.endsUpdateable()) lane.behind.add(enqueue);
        else if ((lane == null || lane.last == null) && wouldUpdate.test(enqueue.queue(), enqueue.channel())) log(enqueue, false);
        else ask(enqueue);
    }

    private void ask(Enqueue enqueue) {
        if (!questions.isLimiterThere()) {
            undecided.remove(enqueue.id());
            outbox.refuse(enqueue.id(), new Refusal.LimiterUnreachable());
            return;
        }
        Lane lane = lanes.computeIfAbsent(Address.of(enqueue), unused -> new Lane());
        lane.ahead++;
        lane.last = enqueue;
        questions.ask(place(enqueue), enqueue.id(), answer -> answered(enqueue, answer));
    }

    private void answered(Enqueue enqueue, LimiterAnswer answer) {
        boolean isWanted = undecided.contains(enqueue.id());
        switch (answer) {
            case LimiterAnswer.Allowed() when isWanted -> {
                log(enqueue, true);
                return; // decided when it is applied
            }
            case LimiterAnswer.Allowed() -> questions.giveBack(place(enqueue));
            case LimiterAnswer.Refused(var blocker, var _) when isWanted -> {
                // Full, but perhaps there is by now an item to overwrite.
                if (wouldUpdate.test(enqueue.queue(), enqueue.channel())) log(enqueue, false);
                else refuse(enqueue, new Refusal.QueueFull(enqueue.queue(), blocker));
            }
            case LimiterAnswer.Unavailable() when isWanted -> refuse(enqueue, new Refusal.LimiterUnreachable());
            case LimiterAnswer.Refused _, LimiterAnswer.Unavailable _ -> {}
        }
        decided(enqueue);
    }

    /// An enqueue that had a place was applied.
    void applied(Enqueue enqueue) {
        questions.handedOver(place(enqueue));
        decided(enqueue);
    }

    /// A caller left. What is in the log already stays there.
    void giveUp(RequestId request) {
        undecided.remove(request);
    }

    void clear() {
        lanes.clear();
        undecided.clear();
    }

    private void log(Enqueue enqueue, boolean hasPlace) {
        undecided.remove(enqueue.id());
        outbox.log(enqueue.withPlace(hasPlace));
    }

    private void refuse(Enqueue enqueue, Refusal refusal) {
        undecided.remove(enqueue.id());
        outbox.refuse(enqueue.id(), refusal);
    }

    private void decided(Enqueue enqueue) {
        Address address = Address.of(enqueue);
        Lane lane = lanes.get(address);
        if (lane == null) return; // applied under an earlier leader
        lane.ahead--;
        // By id: what comes out of the log need not be the object that went in.
        if (lane.last != null && lane.last.id().equals(enqueue.id())) lane.last = null;
        if (lane.ahead == 0) lanes.remove(address);
        if (lane.last != null) return;
        List<Enqueue> behind = List.copyOf(lane.behind);
        lane.behind.clear();
        for (Enqueue next : behind) if (undecided.contains(next.id())) admit(next);
    }

    private static Lease place(Enqueue enqueue) {
        return Counters.enqueued(enqueue.queue(), enqueue.channel(), enqueue.item());
    }
}
