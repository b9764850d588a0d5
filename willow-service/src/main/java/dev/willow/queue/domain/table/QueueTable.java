package dev.willow.queue.domain.table;

import dev.willow.common.query.Query;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueCommand.Ack;
import dev.willow.queue.domain.QueueCommand.CreateQueue;
import dev.willow.queue.domain.QueueCommand.DeleteChannel;
import dev.willow.queue.domain.QueueCommand.DeleteChannels;
import dev.willow.queue.domain.QueueCommand.DeleteQueue;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.QueueCommand.HandOut;
import dev.willow.queue.domain.QueueCommand.SetQueue;
import dev.willow.queue.domain.QueueCommand.TakeBack;
import dev.willow.queue.domain.QueueCommand.TimeOut;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All queues and what is in them. Deterministic: the same commands with the same instants give the same state and events.
public final class QueueTable {
    private final TableWatcher watcher;
    private final Map<String, Queue> queues = new TreeMap<>();
    private final Map<ItemId, Channel> inProcessing = new HashMap<>();
    private final Returns returns = new Returns(this::nextSequence);
    private long sequence;
    private long fencingToken;

    public QueueTable(TableWatcher watcher) {
        this.watcher = watcher;
    }

    public List<QueueEvent> apply(QueueCommand command, Instant now) {
        return switch (command) {
            case CreateQueue create -> create(create);
            case SetQueue set -> set(set);
            case DeleteQueue delete -> delete(delete);
            case DeleteChannel delete -> delete(delete);
            case DeleteChannels delete -> delete(delete);
            case Enqueue enqueue -> enqueue(enqueue, now);
            case HandOut handOut -> handOut(handOut);
            case Ack ack -> ack(ack, now);
            case TakeBack(String queue, List<HeldItem> items) -> end(queue, items, Verdict.RELEASE, now);
            case TimeOut(String queue, List<HeldItem> items) -> end(queue, items, Verdict.FAILURE, now);
        };
    }

    /// Every queue, by name.
    public Collection<Queue> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    public Optional<Queue> queue(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    /// The channel of an item that a consumer has.
    public Optional<Channel> channelOfProcessing(String queue, ItemId item) {
        return channelOfProcessing(item).filter(channel -> channel.queue().name().equals(queue));
    }

    /// Of whatever queue.
    public Optional<Channel> channelOfProcessing(ItemId item) {
        return Optional.ofNullable(inProcessing.get(item));
    }

    public Optional<Processing> processing(String queue, ItemId item) {
        return channelOfProcessing(queue, item).flatMap(channel -> channel.inProcessing(item));
    }

    private List<QueueEvent> create(CreateQueue create) {
        if (queues.containsKey(create.queue())) return refuse(create.id(), new Refusal.NameInUse(create.queue()));
        Queue made = new Queue(create.queue(), create.capacity());
        queues.put(made.name(), made);
        watcher.queueMade(made);
        return List.of(new QueueEvent.SetLimit(made.name(), Optional.of(made.capacity()),
                Optional.of(new QueueEvent.QueueCreated(create.id(), made.view()))));
    }

    private List<QueueEvent> set(SetQueue set) {
        Queue queue = queues.get(set.queue());
        if (queue == null) return noSuchQueue(set.id(), set.queue());
        set.capacity().ifPresent(queue::setCapacity);
        return List.of(new QueueEvent.SetLimit(queue.name(), Optional.of(queue.capacity()),
                Optional.of(new QueueEvent.QueueChanged(set.id(), queue.view()))));
    }

    private List<QueueEvent> delete(DeleteQueue delete) {
        Queue queue = queues.remove(delete.queue());
        if (queue == null) return noSuchQueue(delete.id(), delete.queue());
        List<QueueEvent> events = new ArrayList<>(2);
        drop(queue, inOrder(queue), Optional.empty()).ifPresent(events::add);
        watcher.queueGone(queue);
        events.add(new QueueEvent.SetLimit(queue.name(), Optional.empty(),
                Optional.of(new QueueEvent.QueueDeleted(delete.id(), queue.name()))));
        return events;
    }

    private List<QueueEvent> delete(DeleteChannel delete) {
        Queue queue = queues.get(delete.queue());
        if (queue == null) return noSuchQueue(delete.id(), delete.queue());
        Optional<Channel> channel = queue.channel(delete.channel());
        if (channel.isEmpty()) return refuse(delete.id(), new Refusal.NoSuchChannel(delete.queue(), delete.channel()));
        QueueEvent.Answer answer = new QueueEvent.ChannelsDeleted(delete.id(), 1);
        return List.of(drop(queue, List.of(channel.get()), Optional.of(answer)).orElseThrow());
    }

    private List<QueueEvent> delete(DeleteChannels delete) {
        Queue queue = queues.get(delete.queue());
        if (queue == null) return noSuchQueue(delete.id(), delete.queue());
        List<Channel> found = queue.index().query(delete.channels());
        if (found.isEmpty()) return refuse(delete.id(), new Refusal.NoChannelMatches(delete.queue()));
        QueueEvent.Answer answer = new QueueEvent.ChannelsDeleted(delete.id(), found.size());
        return List.of(drop(queue, found, Optional.of(answer)).orElseThrow());
    }

    /// @return the leases to give back, if there are any or if an answer depends on it
    private Optional<QueueEvent> drop(Queue queue, List<Channel> channels, Optional<QueueEvent.Answer> then) {
        List<Lease> freed = new ArrayList<>();
        for (Channel channel : channels) {
            freed.addAll(Leases.of(channel));
            for (Processing processing : channel.processing()) {
                inProcessing.remove(processing.item().id());
                watcher.ended(channel, processing.item().id());
            }
            forget(queue, channel);
        }
        if (freed.isEmpty() && then.isEmpty()) return Optional.empty();
        return Optional.of(new QueueEvent.GiveBack(freed, then));
    }

    private List<QueueEvent> enqueue(Enqueue enqueue, Instant now) {
        Lease place = Leases.place(enqueue);
        Optional<QueueEvent> unused = enqueue.hasPlace()
                ? Optional.of(new QueueEvent.GiveBack(List.of(place), Optional.empty())) : Optional.empty();
        Queue queue = queues.get(enqueue.queue());
        if (queue == null) return with(new QueueEvent.Refused(enqueue.id(), new Refusal.NoSuchQueue(enqueue.queue())), unused);

        Optional<Channel> there = queue.channel(enqueue.channel());
        Optional<Item> overwritten = there.flatMap(Channel::lastUpdateable);
        if (overwritten.isPresent()) {
            Item updated = overwritten.get().updated(enqueue.payload(), enqueue.handling(), nextSequence());
            there.get().replaceLast(updated);
            return with(new QueueEvent.Accepted(enqueue.id(), updated.id(), updated.updates()), unused);
        }
        if (!enqueue.hasPlace()) return List.of(new QueueEvent.PlaceNeeded(enqueue));

        Channel channel = queue.channelOrNew(enqueue.channel(), enqueue.item().value(), watcher);
        channel.addLast(Item.arrived(enqueue.item(), enqueue.payload(), enqueue.handling(), nextSequence(), now));
        watcher.waitingChanged(channel);
        return List.of(new QueueEvent.Accepted(enqueue.id(), enqueue.item(), 0));
    }

    private List<QueueEvent> handOut(HandOut handOut) {
        List<Delivery> deliveries = new ArrayList<>(handOut.picks().size());
        List<Lease> unused = new ArrayList<>();
        for (Pick pick : handOut.picks()) {
            Optional<Channel> channel = queue(handOut.queue()).flatMap(queue -> queue.channel(pick.channel()));
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

    private List<QueueEvent> ack(Ack ack, Instant now) {
        Optional<Channel> there = channelOfProcessing(ack.queue(), ack.item())
                .filter(channel -> ack.channel().isEmpty() || ack.channel().get().equals(channel.keyValues()));
        if (there.isEmpty()) return refuse(ack.id(), queues.containsKey(ack.queue())
                ? new Refusal.NoSuchItem(ack.item()) : new Refusal.NoSuchQueue(ack.queue()));
        Processing processing = there.get().inProcessing(ack.item()).orElseThrow();
        if (ack.fencingToken().isPresent() && ack.fencingToken().get() != processing.fencingToken())
            return refuse(ack.id(), new Refusal.HandedOutAgain(ack.item(), processing.fencingToken()));
        Returns.Outcome outcome = end(there.get(), processing, ack.verdict(), now);
        QueueEvent.Answer answer = new QueueEvent.Acked(ack.id(), ack.item(), outcome.fate());
        return List.of(new QueueEvent.GiveBack(outcome.freed(), Optional.of(answer)));
    }

    private List<QueueEvent> end(String queue, List<HeldItem> items, Verdict verdict, Instant now) {
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
        if (channel.isEmpty()) forget(channel.queue(), channel);
        else if (outcome.fate() != Fate.DONE) watcher.waitingChanged(channel);
        return outcome;
    }

    private void forget(Queue queue, Channel channel) {
        watcher.channelGone(channel);
        queue.forget(channel);
    }

    private long nextSequence() {
        return ++sequence;
    }

    private static List<Channel> inOrder(Queue queue) {
        return queue.index().query(Query.EVERYTHING);
    }

    private static List<QueueEvent> with(QueueEvent answer, Optional<QueueEvent> more) {
        return more.isPresent() ? List.of(answer, more.get()) : List.of(answer);
    }

    private static List<QueueEvent> noSuchQueue(RequestId request, String queue) {
        return refuse(request, new Refusal.NoSuchQueue(queue));
    }

    private static List<QueueEvent> refuse(RequestId request, Refusal refusal) {
        return List.of(new QueueEvent.Refused(request, refusal));
    }

    /// An immutable picture of everything. Items are immutable, so only the lists are copied.
    public TablePicture capture() {
        return Pictures.of(queues.values(), sequence, fencingToken);
    }

    /// Replaces everything.
    public void restore(TablePicture picture) {
        queues.clear();
        inProcessing.clear();
        sequence = picture.sequence();
        fencingToken = picture.fencingToken();
        for (TablePicture.QueuePicture drawn : picture.queues()) {
            Queue queue = Pictures.restore(drawn);
            queues.put(queue.name(), queue);
            for (Channel channel : queue.channels())
                for (Processing processing : channel.processing()) inProcessing.put(processing.item().id(), channel);
        }
    }

    /// Every lease that an item stands for, by its id.
    public Map<String, Lease> leases() {
        Map<String, Lease> all = new HashMap<>();
        for (Queue queue : queues.values())
            for (Channel channel : queue.channels())
                for (Lease lease : Leases.of(channel)) all.put(lease.id(), lease);
        return all;
    }

    /// What each queue may hold.
    public Map<String, Capacity> capacities() {
        Map<String, Capacity> all = new HashMap<>();
        for (Queue queue : queues.values()) all.put(queue.name(), queue.capacity());
        return all;
    }
}
