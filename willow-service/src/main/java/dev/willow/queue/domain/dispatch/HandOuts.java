package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The way of an item from the Limiter's yes to the consumer: into the log, and then with the answer. Whatever was got for a
/// consumer that has left, or beyond its wish, goes to the next one in line that it suits, and else back.
final class HandOuts {
    private final Outbox outbox;
    private final Questions questions;
    private final Consumers consumers;

    HandOuts(Outbox outbox, Questions questions, Consumers consumers) {
        this.outbox = outbox;
        this.questions = questions;
        this.consumers = consumers;
    }

    /// The lease is in. It is used by whoever it was got for, else by another consumer, else given back.
    void grant(Consumer consumer, Ask ask) {
        if (ask.standing().isGone) questions.giveBack(ask.lease());
        else if (consumer.isGone) passOn(ask);
        else consumer.granted.add(ask);
    }

    private void passOn(Ask ask) {
        consumers.lineUp();
        Standing standing = ask.standing();
        Consumer other = standing.isGone ? null : standing.desk.line.firstMatching(standing.channel);
        if (other == null) {
            questions.giveBack(ask.lease());
            standing.settled(ask, false);
            return;
        }
        consumers.leaveLine(other);
        other.granted.add(ask);
        log(other);
    }

    /// What was granted is to be handed out; there is at least one.
    void log(Consumer consumer) {
        consumer.isHandingOut = true;
        List<Ask> beyond = consumer.takeBeyondWish();
        List<Pick> picks = consumer.granted.stream().map(Ask::pick).toList();
        outbox.log(new QueueCommand.HandOut(consumer.id(), consumer.wish.queue(), picks));
        beyond.forEach(this::passOn);
    }

    /// A hand-out was applied.
    void applied(QueueCommand.HandOut handOut, List<QueueEvent> events) {
        Consumer consumer = consumers.find(handOut.id());
        if (consumer == null) return; // handed out under an earlier leader
        Set<HeldItem> delivered = new HashSet<>();
        for (QueueEvent event : events)
            if (event instanceof QueueEvent.HandedOut(var _, var deliveries))
                for (Delivery each : deliveries)
                    delivered.add(new HeldItem(each.processing().item().id(), each.processing().handOut()));
        for (Ask ask : consumer.granted) {
            questions.handedOver(ask.lease());
            boolean isDelivered = delivered.contains(ask.held());
            if (isDelivered) ask.standing().succeeded();
            else ask.standing().failed();
            ask.standing().settled(ask, isDelivered);
        }
        consumer.granted.clear();
        consumer.isHandingOut = false;
        if (consumer.isGone || !delivered.isEmpty()) consumers.forget(consumer);
        else consumers.enlist(consumer);
    }

    /// A consumer left.
    void giveUp(RequestId request) {
        Consumer consumer = consumers.find(request);
        if (consumer == null) return;
        consumer.isGone = true;
        if (!consumer.isHandingOut) {
            letGo(consumer);
        } else if (!consumer.wish.mayComeBack()) {
            // Forgotten once the hand-out is applied, which is right before it is taken back.
            outbox.log(new QueueCommand.TakeBack(consumer.wish.queue(), consumer.granted.stream().map(Ask::held).toList()));
        }
    }

    void refuse(Consumer consumer, Refusal refusal) {
        end(consumer, new QueueEvent.Refused(consumer.id(), refusal));
    }

    /// Answers a consumer that is handed out nothing.
    void end(Consumer consumer, QueueEvent answer) {
        outbox.tell(answer);
        consumer.isGone = true;
        letGo(consumer);
    }

    private void letGo(Consumer consumer) {
        consumers.forget(consumer);
        List<Ask> granted = List.copyOf(consumer.granted);
        consumer.granted.clear();
        granted.forEach(this::passOn);
    }
}
