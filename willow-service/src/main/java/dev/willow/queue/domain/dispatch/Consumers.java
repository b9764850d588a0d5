package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.table.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The consumers that have no answer yet, and until when they wait.
///
/// Whoever is not being asked for or handed out to waits: in the line of its desk, or *untried*, which is not yet compared with
/// what could be served.
final class Consumers {
    private final Outbox outbox;
    private final int maxWaiting;
    private final Map<RequestId, Consumer> all = new HashMap<>();
    private final TreeMap<Long, Consumer> untried = new TreeMap<>();
    private final Deadlines<Consumer> patience = new Deadlines<>();
    private long arrivals;
    private int ofGone;

    /// @param maxWaiting consumers of one queue without an answer
    Consumers(Outbox outbox, int maxWaiting) {
        this.outbox = outbox;
        this.maxWaiting = maxWaiting;
    }

    void arrive(Desk desk, Dequeue wish, Instant now) {
        if (desk.consumers >= maxWaiting) {
            outbox.refuse(wish.id(), new Refusal.TooManyWaiting(wish.queue(), maxWaiting));
            return;
        }
        Consumer consumer = new Consumer(wish, desk, desk.queue.index().compile(wish.query()), ++arrivals);
        all.put(wish.id(), consumer);
        desk.consumers++;
        if (!consumer.isOutOfPatience) patience.set(consumer, now.plus(wish.patience()));
        enlist(consumer);
    }

    /// It waits, to be compared with everything.
    void enlist(Consumer consumer) {
        untried.put(consumer.arrival, consumer);
    }

    /// It waits because nothing suits it now.
    void waitInLine(Consumer consumer) {
        consumer.refusals = 0;
        consumer.desk.line.add(consumer);
    }

    /// Has those who are untried stand in line as well, so that whoever came first can be found there.
    void lineUp() {
        for (Consumer consumer : untried.values()) if (!consumer.desk.line.has(consumer)) consumer.desk.line.add(consumer);
    }

    boolean isWaiting(Consumer consumer) {
        return untried.containsKey(consumer.arrival) || consumer.desk.line.has(consumer);
    }

    /// It waits no longer.
    void leaveLine(Consumer consumer) {
        untried.remove(consumer.arrival);
        consumer.desk.line.remove(consumer);
    }

    /// Of those to be tried the one that came first, or null.
    Consumer firstUntried() {
        return untried.isEmpty() ? null : untried.firstEntry().getValue();
    }

    /// Whether one of those to be tried would take an item of this channel.
    boolean isToBeTriedFor(Channel channel) {
        for (Consumer consumer : untried.values())
            if (!consumer.isGone && consumer.desk.queue == channel.queue() && consumer.wish.query().matches(channel)) return true;
        return false;
    }

    /// It has its answer, or left.
    void forget(Consumer consumer) {
        if (all.remove(consumer.id(), consumer)) {
            consumer.desk.consumers--;
            if (consumer.desk.isGone) ofGone--;
        }
        leaveLine(consumer);
        patience.remove(consumer);
    }

    /// Null if there is none.
    Consumer find(RequestId request) {
        return all.get(request);
    }

    /// How many there are, but for those of queues that are gone.
    int count() {
        return all.size() - ofGone;
    }

    /// The queue is gone. Some of its consumers may have an answer on its way.
    void deskGone(Desk desk) {
        ofGone += desk.consumers;
    }

    List<Consumer> all() {
        return List.copyOf(all.values());
    }

    Optional<Instant> nextDeadline() {
        return patience.next();
    }

    /// Those whose patience is over now and who have been tried. Of the others, what is being tried is the last try.
    List<Consumer> takeImpatient(Instant now) {
        List<Consumer> due = patience.takeDue(now);
        for (Consumer consumer : due) consumer.isOutOfPatience = true;
        return due.stream().filter(consumer -> consumer.desk.line.has(consumer) && !untried.containsKey(consumer.arrival)).toList();
    }

    void clear() {
        all.clear();
        ofGone = 0;
        untried.clear();
        patience.clear();
    }
}
