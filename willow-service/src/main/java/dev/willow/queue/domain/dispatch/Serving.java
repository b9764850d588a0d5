package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Takes consumers from their arrival to their answer: picks a channel, asks the Limiter, has the hand-out logged. Refused,
/// they try the next channel, and when none is left they wait in line.
///
/// Between two calls of [Matching#settle] nothing is decided: calls only note what there is to do.
final class Serving {
    /// How long a channel is left alone that the Limiter could not decide about (Locker is away).
    private static final Duration SUSPENSION = Duration.ofMillis(500);

    private final Outbox outbox;
    private final Questions questions;
    private final ParkingLot lot;
    private final int maxWaiting;
    private final Map<RequestId, Consumer> consumers = new HashMap<>();
    private final TreeMap<Long, Consumer> untried = new TreeMap<>();
    private final Deadlines<Consumer> patience = new Deadlines<>();
    private final Deadlines<Standing> suspended = new Deadlines<>();
    private long arrivals;
    private Instant now = Instant.EPOCH;

    /// @param maxWaiting consumers of one queue without an answer
    Serving(Outbox outbox, Questions questions, ParkingLot lot, int maxWaiting) {
        this.outbox = outbox;
        this.questions = questions;
        this.lot = lot;
        this.maxWaiting = maxWaiting;
    }

    void at(Instant instant) {
        now = instant;
    }

    void arrive(Desk desk, Dequeue wish) {
        if (!questions.isLimiterThere()) {
            outbox.refuse(wish.id(), new Refusal.LimiterUnreachable());
        } else if (desk.consumers >= maxWaiting) {
            outbox.refuse(wish.id(), new Refusal.TooManyWaiting(wish.queue(), maxWaiting));
        } else {
            Consumer consumer = new Consumer(wish, desk, desk.queue.index().compile(wish.query()), ++arrivals);
            consumers.put(wish.id(), consumer);
            desk.consumers++;
            untried.put(consumer.arrival, consumer);
            if (!consumer.isOutOfPatience) patience.set(consumer, now.plus(wish.patience()));
        }
    }

    boolean hasUntried() {
        return !untried.isEmpty();
    }

    /// The consumer to try next, if any: those that came first come first.
    Consumer takeUntried() {
        Map.Entry<Long, Consumer> first = untried.pollFirstEntry();
        return first == null ? null : first.getValue();
    }

    /// Asks for as many items as the consumer wants and there are. If there are none it waits in line.
    void serve(Consumer consumer) {
        Desk desk = consumer.desk;
        if (desk.isGone) {
            refuse(consumer, new Refusal.QueueGone(desk.queue.name()));
            return;
        }
        Standing standing;
        while (questions.isLimiterThere() && consumer.wanted() > 0 && (standing = desk.pick(consumer)) != null)
            ask(consumer, standing);
        if (consumer.asking > 0) return;
        if (consumer.hasMetSilence || !questions.isLimiterThere()) refuse(consumer, new Refusal.LimiterUnreachable());
        else if (consumer.isOutOfPatience) end(consumer, new QueueEvent.NothingToHandOut(consumer.id()));
        else waitInLine(consumer);
    }

    private static void waitInLine(Consumer consumer) {
        consumer.refusals = 0;
        consumer.desk.line.add(consumer);
    }

    private void ask(Consumer consumer, Standing standing) {
        Item item = standing.next().orElseThrow();
        HandOutId handOut = consumer.nextHandOut();
        Lease lease = standing.channel.counters().running(item.id(), handOut);
        ParkedGroup via = standing.group;
        Ask ask = new Ask(lease, standing, item.id(), handOut, via, lot.memory().heard(), standing.turn);
        standing.reserved.add(item.id());
        standing.turn = standing.desk.nextTurn();
        standing.desk.refresh(standing);
        if (via != null) {
            via.spend();
            via.served(standing.desk);
        }
        consumer.asking++;
        questions.ask(lease, consumer.id(), answer -> answered(consumer, ask, answer));
    }

    private void answered(Consumer consumer, Ask ask, LimiterAnswer answer) {
        consumer.asking--;
        switch (answer) {
            case LimiterAnswer.Allowed() -> {
                if (ask.via() != null) ask.via().letIn();
                grant(consumer, ask);
            }
            case LimiterAnswer.Refused(Blocker blocker) -> refused(ask, blocker);
            case LimiterAnswer.Unavailable() -> {
                if (ask.via() != null) ask.via().refund();
                consumer.hasMetSilence = true;
                ask.standing().isSuspended = true;
                suspended.set(ask.standing(), now.plus(SUSPENSION));
                release(ask);
            }
        }
        if (consumer.asking == 0) conclude(consumer);
    }

    private void refused(Ask ask, Blocker blocker) {
        ParkedGroup via = ask.via();
        ask.standing().failed();
        boolean isByThatGroup = via != null && via.id.equals(blocker.group());
        if (ask.standing().isGone) {
            if (via != null) via.refund();
        } else {
            boolean isParked = lot.park(ask.standing(), blocker.group(), ask.heardBefore());
            if (via != null && isByThatGroup && isParked) via.refused();
            else if (via != null) via.refund();
        }
        release(ask);
    }

    /// The lease is in. It is used by whoever it was got for, else by another consumer, else given back.
    private void grant(Consumer consumer, Ask ask) {
        if (ask.standing().isGone) {
            questions.giveBack(ask.lease());
        } else if (!consumer.isGone) {
            consumer.granted.add(ask);
        } else {
            passOn(ask);
        }
    }

    private void passOn(Ask ask) {
        Desk desk = ask.standing().desk;
        Consumer other = ask.standing().isGone ? null : desk.line.firstMatching(ask.standing().channel);
        if (other == null) {
            questions.giveBack(ask.lease());
            release(ask);
            return;
        }
        desk.line.remove(other);
        other.granted.add(ask);
        conclude(other);
    }

    private void conclude(Consumer consumer) {
        if (!consumer.granted.isEmpty()) {
            consumer.isHandingOut = true;
            List<Ask> beyond = consumer.takeBeyondWish();
            List<Pick> picks = consumer.granted.stream().map(Ask::pick).toList();
            outbox.log(new QueueCommand.HandOut(consumer.id(), consumer.wish.queue(), picks));
            beyond.forEach(this::passOn);
        } else if (!consumer.isGone) {
            consumer.refusals++;
            untried.put(consumer.arrival, consumer);
        }
    }

    /// Nothing came of a question: its item may be asked for again.
    private void release(Ask ask) {
        settled(ask, false);
    }

    private void settled(Ask ask, boolean isDelivered) {
        Standing standing = ask.standing();
        standing.reserved.remove(ask.item());
        if (standing.isGone) return;
        if (!isDelivered) standing.turn = Math.min(standing.turn, ask.turnBefore());
        standing.desk.refresh(standing);
    }

    /// A hand-out was applied.
    void handedOut(QueueCommand.HandOut handOut, List<QueueEvent> events) {
        Consumer consumer = consumers.get(handOut.id());
        if (consumer == null) return; // handed out under an earlier leader
        Set<HeldItem> delivered = new HashSet<>();
        for (QueueEvent event : events)
            if (event instanceof QueueEvent.HandedOut(var _, var deliveries))
                for (Delivery each : deliveries)
                    delivered.add(new HeldItem(each.processing().item().id(), each.processing().handOut()));
        for (Ask ask : consumer.granted) {
            questions.handedOver(ask.lease());
            boolean isDelivered = delivered.contains(new HeldItem(ask.item(), ask.handOut()));
            if (isDelivered) ask.standing().succeeded();
            else ask.standing().failed();
            settled(ask, isDelivered);
        }
        consumer.granted.clear();
        consumer.isHandingOut = false;
        if (consumer.isGone || !delivered.isEmpty()) forget(consumer);
        else untried.put(consumer.arrival, consumer);
    }

    /// A consumer left.
    void giveUp(RequestId request) {
        Consumer consumer = consumers.get(request);
        if (consumer == null) return;
        consumer.isGone = true;
        if (consumer.isHandingOut) {
            if (consumer.wish.mayComeBack()) return;
            List<HeldItem> items = consumer.granted.stream().map(ask -> new HeldItem(ask.item(), ask.handOut())).toList();
            outbox.log(new QueueCommand.TakeBack(consumer.wish.queue(), items));
            return; // forgotten once the hand-out is applied
        }
        forget(consumer);
        List<Ask> granted = List.copyOf(consumer.granted);
        consumer.granted.clear();
        granted.forEach(this::passOn);
    }

    /// The queue is gone. Who is being handed out something finds out when that is applied.
    void queueGone(Desk desk) {
        for (Consumer consumer : List.copyOf(consumers.values()))
            if (consumer.desk == desk && !consumer.isHandingOut) refuse(consumer, new Refusal.QueueGone(desk.queue.name()));
    }

    /// The Limiter is away: nobody can be served.
    void limiterLost() {
        for (Consumer consumer : List.copyOf(consumers.values()))
            if (consumer.desk.line.remove(consumer)) refuse(consumer, new Refusal.LimiterUnreachable());
    }

    private void refuse(Consumer consumer, Refusal refusal) {
        end(consumer, new QueueEvent.Refused(consumer.id(), refusal));
    }

    private void end(Consumer consumer, QueueEvent answer) {
        outbox.tell(answer);
        consumer.isGone = true;
        forget(consumer);
        List<Ask> granted = List.copyOf(consumer.granted);
        consumer.granted.clear();
        granted.forEach(this::passOn);
    }

    private void forget(Consumer consumer) {
        if (consumers.remove(consumer.id(), consumer)) consumer.desk.consumers--;
        consumer.desk.line.remove(consumer);
        untried.remove(consumer.arrival);
        patience.remove(consumer);
    }

    Optional<Instant> nextDeadline() {
        return Deadlines.earlier(patience.next(), suspended.next());
    }

    void tick() {
        for (Consumer consumer : patience.takeDue(now)) {
            consumer.isOutOfPatience = true; // one that is being served now ends when that does
            if (consumer.desk.line.remove(consumer)) end(consumer, new QueueEvent.NothingToHandOut(consumer.id()));
        }
        for (Standing standing : suspended.takeDue(now)) {
            standing.isSuspended = false;
            if (!standing.isGone) standing.desk.refresh(standing);
        }
    }

    void clear() {
        consumers.clear();
        untried.clear();
        patience.clear();
        suspended.clear();
    }
}
