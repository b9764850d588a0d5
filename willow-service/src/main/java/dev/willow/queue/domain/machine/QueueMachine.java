package dev.willow.queue.domain.machine;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Room;
import dev.willow.queue.domain.dispatch.Dispatcher;
import dev.willow.queue.domain.table.Channel;
import dev.willow.queue.domain.table.Queue;
import dev.willow.queue.domain.table.QueueTable;
import dev.willow.queue.domain.table.TablePicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The queues as the engine hosts them.
///
/// Commands go to the [QueueTable]. Requests that first need something done outside (an enqueue that needs a place, a dequeue) and
/// the outcomes of that go to the [Dispatcher], whose wishes come out of [#settle].
public final class QueueMachine implements StateMachine<QueueCommand, QueueEvent, TablePicture> {
    private final Dispatcher dispatcher;
    private final QueueTable table;
    private final Situations situations;

    /// @param maxWaiting how many consumers of one queue may wait; more are refused
    public QueueMachine(int maxWaiting) {
        dispatcher = new Dispatcher(maxWaiting);
        table = new QueueTable(dispatcher);
        situations = new Situations(table, dispatcher);
    }

    // What callers ask.

    public Step<QueueCommand, QueueEvent> enqueue(Enqueue enqueue, Instant now) {
        at(now);
        dispatcher.arrive(enqueue);
        return Step.nothing();
    }

    public Step<QueueCommand, QueueEvent> dequeue(Dequeue wish, Instant now) {
        at(now);
        dispatcher.arrive(wish);
        return Step.nothing();
    }

    /// The caller of an enqueue or a dequeue left.
    public Step<QueueCommand, QueueEvent> giveUp(RequestId request, Instant now) {
        at(now);
        dispatcher.giveUp(request);
        return Step.nothing();
    }

    /// Keeps an item with its consumer for another time-out.
    ///
    /// @param channel      the item's; if given it must be right
    /// @param fencingToken of the hand-out that is meant; if given it must be the present one
    public Step<QueueCommand, QueueEvent> heartbeat(
            RequestId request, String queue, ItemId item, Optional<KeyValues> channel, Optional<Long> fencingToken, Instant now) {
        at(now);
        return heartbeat(request, queue, item, channel, fencingToken).<Step<QueueCommand, QueueEvent>>map(Step::tell).orElseGet(Step::nothing);
    }

    /// @return empty if the item's time was over, and that is yet to be written
    private Optional<QueueEvent> heartbeat(
            RequestId request, String queue, ItemId item, Optional<KeyValues> channel, Optional<Long> fencingToken) {
        if (table.queue(queue).isEmpty()) return refused(request, new Refusal.NoSuchQueue(queue));
        Optional<Channel> there = table.channelOfProcessing(queue, item)
                .filter(found -> channel.isEmpty() || channel.get().equals(found.keyValues()));
        if (there.isEmpty()) return refused(request, new Refusal.NoSuchItem(item));
        Processing processing = table.processing(queue, item).orElseThrow();
        if (fencingToken.isPresent() && fencingToken.get() != processing.fencingToken())
            return refused(request, new Refusal.HandedOutAgain(item, processing.fencingToken()));
        if (!dispatcher.keep(item, request)) return Optional.empty();
        return Optional.of(new QueueEvent.Kept(request, there.get().supersedes(processing.item())));
    }

    private static Optional<QueueEvent> refused(RequestId request, Refusal refusal) {
        return Optional.of(new QueueEvent.Refused(request, refusal));
    }

    /// Every queue, by name.
    public List<QueueView> queues() {
        Collection<Queue> all = table.queues();
        List<QueueView> views = new ArrayList<>(all.size());
        for (Queue queue : all) views.add(view(queue));
        return views;
    }

    public Optional<QueueView> queue(String name) {
        return table.queue(name).map(this::view);
    }

    /// How much there is in the queues.
    ///
    /// @param mostNamed how many queues and rules are told of by their names, the first ones
    public QueueFigures figures(int mostNamed, Instant now) {
        dispatcher.at(now);
        Collection<Queue> all = table.queues();
        List<QueueFigures.OfQueue> named = new ArrayList<>(Math.min(mostNamed, all.size()));
        for (Queue queue : all) {
            if (named.size() == mostNamed) break;
            named.add(dispatcher.figures(queue.view()));
        }
        return dispatcher.figures(all.size(), named, table.total(), mostNamed);
    }

    /// @return empty if there is no such queue
    /// @throws dev.willow.common.values.InvalidValueException if the page's cursor is damaged
    public Optional<PageOf<ChannelView>> channels(String queue, Query query, Page page) {
        return table.queue(queue).map(found -> {
            PageOf<Channel> channels = found.index().page(query, page);
            return new PageOf<>(channels.things().stream().map(Channel::view).toList(), channels.nextCursor());
        });
    }

    /// Reads how things stand, for whoever asks why something is not being served.
    public Situations situations() {
        beginToServe();
        return situations;
    }

    private QueueView view(Queue queue) {
        return queue.view().withConsumers(dispatcher.consumers(queue.name()));
    }

    // What came of effects.

    public Step<QueueCommand, QueueEvent> answered(Lease lease, LimiterAnswer answer, Instant now) {
        at(now);
        dispatcher.answered(lease, answer);
        return Step.nothing();
    }

    public Step<QueueCommand, QueueEvent> hear(List<Room> rooms, Instant now) {
        at(now);
        rooms.forEach(dispatcher::hear);
        return Step.nothing();
    }

    /// News of room was lost: anything may have room.
    public Step<QueueCommand, QueueEvent> hearOfAnything(Instant now) {
        at(now);
        dispatcher.hearOfAnything();
        return Step.nothing();
    }

    /// The Limiter cannot be reached. Open questions are to be answered with [LimiterAnswer.Unavailable].
    public Step<QueueCommand, QueueEvent> limiterLost(Instant now) {
        at(now);
        dispatcher.limiterLost();
        return Step.nothing();
    }

    /// The leases that the Limiter is to have.
    public LeaseDigest leases() {
        return table.leaseDigest(dispatcher.leasesLetIn());
    }

    /// The Limiter has exactly our [#leases]: what else is to be done so that it agrees.
    public Step<QueueCommand, QueueEvent> reconcileLimits() {
        return Step.tell(new QueueEvent.Repair(List.of(), List.of(), table.capacities()));
    }

    /// What the Limiter has of ours was listed: what is to be done so that it agrees.
    ///
    /// @param found the leases in the Limiter; the list may have been made while others came and went
    public Step<QueueCommand, QueueEvent> reconcile(List<Lease> found) {
        Map<String, Lease> rightful = table.leases();
        for (Lease lease : dispatcher.leasesLetIn()) rightful.put(lease.id(), lease);
        Set<String> inFlight = dispatcher.leasesInFlight();
        List<Lease> strays = new ArrayList<>();
        Set<String> there = HashSet.newHashSet(found.size());
        for (Lease lease : found) {
            Lease ours = rightful.get(lease.id());
            if (ours != null && ours.counter().equals(lease.counter())) there.add(lease.id());
            else if (!inFlight.contains(lease.id())) strays.add(lease);
        }
        List<Lease> missing = rightful.values().stream().filter(lease -> !there.contains(lease.id())).toList();
        return Step.tell(new QueueEvent.Repair(strays, missing, table.capacities()));
    }

    /// The Limiter agrees: consumers may be served.
    public Step<QueueCommand, QueueEvent> limiterBack(Instant now) {
        at(now);
        dispatcher.limiterBack();
        return Step.nothing();
    }

    public boolean isLimiterThere() {
        return dispatcher.isLimiterThere();
    }

    // What the engine asks.

    @Override
    public List<QueueEvent> apply(QueueCommand command, Instant now) {
        dispatcher.at(now);
        List<QueueEvent> events = table.apply(command, now);
        dispatcher.applied(command, events);
        return events;
    }

    @Override
    public List<QueueEvent> takeOver(Instant now) {
        dispatcher.at(now);
        dispatcher.forget();
        return List.of(new QueueEvent.Reconcile());
    }

    /// Tokens may have been given out after the backup.
    @Override
    public List<QueueEvent> takeOverFromBackup(Instant now) {
        table.skipTokens(now);
        return takeOver(now);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return dispatcher.nextDeadline();
    }

    @Override
    public Step<QueueCommand, QueueEvent> tick(Instant now) {
        at(now);
        dispatcher.tick();
        return Step.nothing();
    }

    @Override
    public Step<QueueCommand, QueueEvent> settle(Instant now) {
        at(now);
        return dispatcher.settle();
    }

    @Override
    public TablePicture capture() {
        return table.capture();
    }

    @Override
    public void restore(TablePicture picture) {
        table.restore(picture);
        dispatcher.forget();
    }

    private void at(Instant now) {
        dispatcher.at(now);
        beginToServe();
    }

    /// Who only follows the log, or reads it again after a restart, serves nobody; keeping up with each of a hundred thousand items
    /// would take as long again as applying them.
    private void beginToServe() {
        if (!dispatcher.isFollowing()) dispatcher.follow(table.queues());
    }
}
