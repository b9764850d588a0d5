package dev.willow.queue.domain.table;

import dev.willow.engine.StateMachine;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand.Ack;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.QueueCommand.HandOut;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of all queues: how they come to wait, go to consumers, and end or come back. Counts their places, their
/// versions and their hand-outs.
final class Items {
    private final TableWatcher watcher;
    private final Map<ItemId, Channel> inProcessing = new HashMap<>();
    private final Returns returns = new Returns(this::nextSequence);
    private long sequence;
    private long fencingToken;

    Items(TableWatcher watcher) {
        this.watcher = watcher;
    }

    /// The channel of an item that a consumer has.
    Optional<Channel> channelOfProcessing(String queue, ItemId item) {
        return channelOfProcessing(item).filter(channel -> channel.queue().name().equals(queue));
    }

    /// Of whatever queue.
    Optional<Channel> channelOfProcessing(ItemId item) {
        return Optional.ofNullable(inProcessing.get(item));
    }

    Optional<Processing> processing(String queue, ItemId item) {
        return channelOfProcessing(queue, item).flatMap(channel -> channel.inProcessing(item));
    }

    /// Puts it at the end of its channel, or in the place of the last item there if that may be overwritten.
    List<QueueEvent> enqueue(Optional<Queue> named, Enqueue enqueue, Instant now) {
        if (named.isEmpty()) return withoutUse(enqueue, new QueueEvent.Refused(enqueue.id(), new Refusal.NoSuchQueue(enqueue.queue())));

        Queue queue = named.get();
        Optional<Channel> there = queue.channel(enqueue.channel());
        Optional<Item> overwritten = there.flatMap(Channel::lastUpdateable);
        if (overwritten.isPresent()) {
            Item updated = overwritten.get().updated(enqueue.payload(), enqueue.handling(), nextSequence());
            there.get().replaceLast(updated);
            return withoutUse(enqueue, new QueueEvent.Accepted(enqueue.id(), updated.id(), updated.updates()));
        }
        if (!enqueue.hasPlace()) return List.of(new QueueEvent.PlaceNeeded(enqueue));

        Channel channel = queue.channelOrNew(enqueue.channel(), enqueue.item().value(), watcher);
        channel.addLast(Item.arrived(enqueue.item(), enqueue.payload(), enqueue.handling(), nextSequence(), now));
        watcher.waitingChanged(channel);
        return List.of(new QueueEvent.Accepted(enqueue.id(), enqueue.item(), 0));
    }

    /// Hands out those of the picks that are still the first of their channel.
    List<QueueEvent> handOut(Optional<Queue> named, HandOut handOut) {
        List<Delivery> deliveries = new ArrayList<>(handOut.picks().size());
        List<Lease> unused = new ArrayList<>();
        for (Pick pick : handOut.picks()) {
            Optional<Channel> channel = named.flatMap(queue -> queue.channel(pick.channel()));
            boolean isFirst = channel.flatMap(Channel::firstWaiting).filter(item -> item.id().equals(pick.item())).isPresent();
            if (isFirst) deliveries.add(new Delivery(pick.channel(), handOut(channel.get(), pick)));
            else unused.add(Leases.of(handOut.queue(), pick));
        }
        QueueEvent outcome = deliveries.isEmpty()
                ? new QueueEvent.Missed(handOut.id()) : new QueueEvent.HandedOut(handOut.id(), deliveries);
        return unused.isEmpty() ? List.of(outcome) : List.of(outcome, new QueueEvent.GiveBack(unused, Optional.empty()));
    }

    private Processing handOut(Channel channel, Pick pick) {
        Processing started = new Processing(channel.removeFirst(), pick.handOut(), ++fencingToken);
        channel.startProcessing(started);
        inProcessing.put(pick.item(), channel);
        watcher.handedOut(channel, started);
        watcher.waitingChanged(channel);
        return started;
    }

    List<QueueEvent> ack(Ack ack, Instant now) {
        Optional<Channel> there = channelOfProcessing(ack.queue(), ack.item())
                .filter(channel -> ack.channel().isEmpty() || ack.channel().get().equals(channel.keyValues()));
        if (there.isEmpty()) return List.of(new QueueEvent.Refused(ack.id(), new Refusal.NoSuchItem(ack.item())));
        Processing processing = there.get().inProcessing(ack.item()).orElseThrow();
        if (ack.fencingToken().isPresent() && ack.fencingToken().get() != processing.fencingToken())
            return List.of(new QueueEvent.Refused(ack.id(), new Refusal.HandedOutAgain(ack.item(), processing.fencingToken())));
        Returns.Outcome outcome = end(there.get(), processing, ack.verdict(), now);
        QueueEvent.Answer answer = new QueueEvent.Acked(ack.id(), ack.item(), outcome.fate());
        return List.of(new QueueEvent.GiveBack(outcome.freed(), Optional.of(answer)));
    }

    /// Ends the processing of those that are still in the hand-out named.
    List<QueueEvent> end(String queue, List<HeldItem> items, Verdict verdict, Instant now) {
        List<QueueEvent> events = new ArrayList<>(items.size() + 1);
        List<Lease> freed = new ArrayList<>(2 * items.size());
        for (HeldItem held : items) {
            Optional<Processing> processing =
                    processing(queue, held.item()).filter(found -> found.handOut().equals(held.handOut()));
            if (processing.isEmpty()) continue; // it was acked, or its channel deleted, before this was applied
            Channel channel = inProcessing.get(held.item());
            Returns.Outcome outcome = end(channel, processing.get(), verdict, now);
            freed.addAll(outcome.freed());
            if (verdict == Verdict.FAILURE)
                events.add(new QueueEvent.TimedOut(queue, channel.keyValues(), held.item(), outcome.fate()));
        }
        if (!freed.isEmpty()) events.add(new QueueEvent.GiveBack(freed, Optional.empty()));
        return events;
    }

    private Returns.Outcome end(Channel channel, Processing processing, Verdict verdict, Instant now) {
        Returns.Outcome outcome = returns.end(channel, processing, verdict, now);
        inProcessing.remove(processing.item().id());
        watcher.ended(channel, processing.item().id());
        if (channel.isEmpty()) forget(channel);
        else if (outcome.fate() != Fate.DONE) watcher.waitingChanged(channel);
        return outcome;
    }

    /// Takes channels away with all that is in them.
    ///
    /// @return the leases that stand for nothing any more
    List<Lease> drop(List<Channel> channels) {
        List<Lease> freed = new ArrayList<>();
        for (Channel channel : channels) {
            freed.addAll(Leases.of(channel));
            for (Processing processing : channel.processing()) {
                inProcessing.remove(processing.item().id());
                watcher.ended(channel, processing.item().id());
            }
            forget(channel);
        }
        return freed;
    }

    private void forget(Channel channel) {
        watcher.channelGone(channel);
        channel.queue().forget(channel);
    }

    void skipTokens(Instant now) {
        fencingToken = StateMachine.beyond(fencingToken, now);
    }

    private long nextSequence() {
        return ++sequence;
    }

    /// The place that the item was let in under, if it has one, is given back.
    private static List<QueueEvent> withoutUse(Enqueue enqueue, QueueEvent answer) {
        return enqueue.hasPlace()
                ? List.of(answer, new QueueEvent.GiveBack(List.of(Leases.place(enqueue)), Optional.empty())) : List.of(answer);
    }

    TablePicture capture(Collection<Queue> queues) {
        return Pictures.of(queues, sequence, fencingToken);
    }

    /// Goes on from a picture.
    void restore(TablePicture picture, Collection<Queue> queues) {
        inProcessing.clear();
        sequence = picture.sequence();
        fencingToken = picture.fencingToken();
        for (Queue queue : queues)
            for (Channel channel : queue.channels())
                for (Processing processing : channel.processing()) inProcessing.put(processing.item().id(), channel);
    }
}
