package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What the Limiter has been asked and has not answered, and the leases that it let in which no item stands for yet.
final class Questions {
    private final Outbox outbox;
    private final Map<String, Consumer<LimiterAnswer>> open = new HashMap<>();
    private final Map<String, Lease> inFlight = new HashMap<>();
    /// Those open questions that were asked before the Limiter was lost. What it has let in since then it may have forgotten.
    private final Set<String> outdated = new HashSet<>();
    private boolean limiterThere;

    Questions(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Whether the Limiter can be asked: it is reachable and agrees with the table on who holds what.
    boolean isLimiterThere() {
        return limiterThere;
    }

    void limiterIsThere(boolean there) {
        limiterThere = there;
        if (!there) outdated.addAll(open.keySet());
    }

    void ask(Lease lease, RequestId onBehalfOf, Consumer<LimiterAnswer> then) {
        open.put(lease.id(), then);
        inFlight.put(lease.id(), lease);
        outbox.tell(new QueueEvent.AskLimiter(lease, onBehalfOf));
    }

    void answered(Lease lease, LimiterAnswer answer) {
        Consumer<LimiterAnswer> then = open.remove(lease.id());
        boolean isIn = answer instanceof LimiterAnswer.Allowed;
        if (then == null) { // asked before a take-over; nobody waits for it any more
            if (isIn) giveBack(lease);
            return;
        }
        if (outdated.remove(lease.id()) && isIn) {
            giveBack(lease);
            then.accept(new LimiterAnswer.Unavailable());
            return;
        }
        if (!isIn) inFlight.remove(lease.id());
        then.accept(answer);
    }

    /// Whether no question is open.
    boolean isQuiet() {
        return open.isEmpty();
    }

    /// The lease is not wanted after all.
    void giveBack(Lease lease) {
        inFlight.remove(lease.id());
        outbox.tell(new QueueEvent.GiveBack(List.of(lease), Optional.empty()));
    }

    /// From here on the table knows whether something stands for the lease.
    void handedOver(Lease lease) {
        inFlight.remove(lease.id());
    }

    /// The ids of leases that may be in the Limiter though the table knows nothing of them yet.
    Set<String> inFlight() {
        return inFlight.keySet();
    }

    /// Those of them that the Limiter let in. What is to become of them is on its way to the log.
    List<Lease> letIn() {
        List<Lease> letIn = new ArrayList<>();
        for (Lease lease : inFlight.values()) if (!open.containsKey(lease.id())) letIn.add(lease);
        return letIn;
    }

    void clear() {
        open.clear();
        inFlight.clear();
        outdated.clear();
        limiterThere = false;
    }
}
