package dev.willow.queue.domain.table;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.query.Query;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
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
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Verdict;
import java.time.Duration;
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
    private final Items items;
    private Tally total = new Tally(null);

    public QueueTable(TableWatcher watcher) {
        this.watcher = watcher;
        items = new Items(watcher);
    }

    public List<QueueEvent> apply(QueueCommand command, Instant now) {
        return switch (command) {
            case CreateQueue create -> create(create);
            case SetQueue set -> set(set);
            case DeleteQueue delete -> delete(delete);
            case DeleteChannel delete -> delete(delete);
            case DeleteChannels delete -> delete(delete);
            case Enqueue enqueue -> items.enqueue(queue(enqueue.queue()), enqueue, now);
            case HandOut handOut -> items.handOut(queue(handOut.queue()), handOut);
            case Ack ack when !queues.containsKey(ack.queue()) -> noSuchQueue(ack.id(), ack.queue());
            case Ack ack -> items.ack(ack, now);
            case TakeBack(String queue, List<HeldItem> held) -> items.end(queue, held, Verdict.RELEASE, now);
            case TimeOut(String queue, List<HeldItem> held) -> items.end(queue, held, Verdict.FAILURE, now);
        };
    }

    /// Every queue, by name.
    public Collection<Queue> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    public Optional<Queue> queue(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    /// How many channels and items all queues have.
    public QueueFigures.OfQueue total() {
        return new QueueFigures.OfQueue("", total.channels(), total.waiting(), total.processing(), 0, 0, Duration.ZERO);
    }

    /// The channel of an item that a consumer has.
    public Optional<Channel> channelOfProcessing(String queue, ItemId item) {
        return items.channelOfProcessing(queue, item);
    }

    /// Of whatever queue.
    public Optional<Channel> channelOfProcessing(ItemId item) {
        return items.channelOfProcessing(item);
    }

    public Optional<Processing> processing(String queue, ItemId item) {
        return items.processing(queue, item);
    }

    private List<QueueEvent> create(CreateQueue create) {
        if (queues.containsKey(create.queue())) return refuse(create.id(), new Refusal.NameInUse(create.queue()));
        Queue made = new Queue(create.queue(), create.capacity(), total);
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
        List<Lease> freed = items.drop(queue.index().query(Query.EVERYTHING));
        if (!freed.isEmpty()) events.add(new QueueEvent.GiveBack(freed, Optional.empty()));
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
        return drop(delete.id(), List.of(channel.get()));
    }

    private List<QueueEvent> delete(DeleteChannels delete) {
        Queue queue = queues.get(delete.queue());
        if (queue == null) return noSuchQueue(delete.id(), delete.queue());
        List<Channel> found = queue.index().query(delete.channels());
        if (found.isEmpty()) return refuse(delete.id(), new Refusal.NoChannelMatches(delete.queue()));
        return drop(delete.id(), found);
    }

    private List<QueueEvent> drop(RequestId request, List<Channel> channels) {
        QueueEvent.Answer answer = new QueueEvent.ChannelsDeleted(request, channels.size());
        return List.of(new QueueEvent.GiveBack(items.drop(channels), Optional.of(answer)));
    }

    private static List<QueueEvent> noSuchQueue(RequestId request, String queue) {
        return refuse(request, new Refusal.NoSuchQueue(queue));
    }

    private static List<QueueEvent> refuse(RequestId request, Refusal refusal) {
        return List.of(new QueueEvent.Refused(request, refusal));
    }

    /// An immutable picture of everything. Items are immutable, so only the lists are copied.
    public TablePicture capture() {
        return items.capture(queues.values());
    }

    /// Replaces everything.
    public void restore(TablePicture picture) {
        queues.clear();
        total = new Tally(null);
        for (TablePicture.QueuePicture drawn : picture.queues()) queues.put(drawn.name(), Pictures.restore(drawn, total));
        items.restore(picture, queues.values());
    }

    /// The next fencing token is larger than any that may have been given out and forgotten.
    public void skipTokens(Instant now) {
        items.skipTokens(now);
    }

    /// Every lease that an item stands for, by its id.
    public Map<String, Lease> leases() {
        Map<String, Lease> all = HashMap.newHashMap(total.waiting() + 2 * total.processing());
        for (Queue queue : queues.values())
            for (Channel channel : queue.channels())
                for (Lease lease : Leases.of(channel)) all.put(lease.id(), lease);
        return all;
    }

    /// Stands for [#leases] and some more, for a small part of the work.
    public LeaseDigest leaseDigest(Collection<Lease> more) {
        LeaseDigest.Builder digest = new LeaseDigest.Builder();
        for (Lease lease : more) digest.add(lease.counter(), lease.id());
        for (Queue queue : queues.values())
            for (Channel channel : queue.channels())
                for (Lease lease : Leases.of(channel)) digest.add(lease.counter(), lease.id());
        return digest.build();
    }

    /// What each queue may hold.
    public Map<String, Capacity> capacities() {
        Map<String, Capacity> all = new HashMap<>();
        for (Queue queue : queues.values()) all.put(queue.name(), queue.capacity());
        return all;
    }
}
