package dev.willow.queue.domain.dispatch;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.QueueCommand.HandOut;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Room;
import dev.willow.queue.domain.table.Channel;
import dev.willow.queue.domain.table.Queue;
import dev.willow.queue.domain.table.TableWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Serves consumers and enqueues beside the table, which it follows as its watcher. Calls say what happened;
/// [#settle] then says what is to be logged, told and asked.
public final class Dispatcher implements TableWatcher {
    private final Outbox outbox = new Outbox();
    private final Questions questions = new Questions(outbox);
    private final ParkingLot lot = new ParkingLot();
    private final Ages ages = new Ages();
    private final HeldItems heldItems = new HeldItems();
    private final LateBeats lateBeats = new LateBeats();
    private final Map<String, Desk> desks = new HashMap<>();
    private final Consumers consumers;
    private final HandOuts handOuts;
    private final Serving serving;
    private final Matching matching;
    private final Admissions admissions = new Admissions(outbox, questions, this::wouldUpdate);
    private Instant now = Instant.EPOCH;
    private boolean isFollowing;

    /// @param maxWaiting how many consumers of one queue may wait; more are refused
    public Dispatcher(int maxWaiting) {
        consumers = new Consumers(outbox, maxWaiting);
        handOuts = new HandOuts(outbox, questions, consumers);
        serving = new Serving(questions, lot, consumers, handOuts);
        matching = new Matching(consumers, serving, lot);
    }

    /// The instant that everything up to the next call of this happens at.
    public void at(Instant instant) {
        now = instant;
        serving.at(instant);
    }

    /// Forgets everything, and looks at nothing until [#follow].
    public void forget() {
        isFollowing = false;
        outbox.drain();
        questions.clear();
        lot.clear();
        ages.clear();
        heldItems.clear();
        lateBeats.clear();
        desks.clear();
        consumers.clear();
        serving.clear();
        matching.clear();
        admissions.clear();
    }

    public boolean isFollowing() {
        return isFollowing;
    }

    /// Follows these queues from now on. Items in processing have their full time-out, and nobody is served until [#limiterBack].
    public void follow(Iterable<Queue> queues) {
        isFollowing = true;
        for (Queue queue : queues) {
            queueMade(queue);
            for (Channel channel : inOrderOfArrival(queue.channels())) { // who came first has the first turn
                channelMade(channel);
                waitingChanged(channel);
                for (Processing processing : channel.processing()) handedOut(channel, processing);
            }
        }
    }

    private static List<Channel> inOrderOfArrival(Iterable<Channel> channels) {
        record Placed(Channel channel, long firstPlace) {}
        List<Placed> placed = new ArrayList<>();
        for (Channel channel : channels) placed.add(new Placed(channel, channel.firstWaiting().map(Item::place).orElse(Long.MAX_VALUE)));
        placed.sort(Comparator.comparingLong(Placed::firstPlace));
        return placed.stream().map(Placed::channel).toList();
    }

    public void arrive(Dequeue wish) {
        Desk desk = desks.get(wish.queue());
        if (desk == null) outbox.refuse(wish.id(), new Refusal.NoSuchQueue(wish.queue()));
        else if (!questions.isLimiterThere()) outbox.refuse(wish.id(), new Refusal.LimiterUnreachable());
        else consumers.arrive(desk, wish, now);
    }

    public void arrive(Enqueue enqueue) {
        if (desks.containsKey(enqueue.queue())) admissions.arrive(enqueue);
        else outbox.refuse(enqueue.id(), new Refusal.NoSuchQueue(enqueue.queue()));
    }

    /// A caller left.
    public void giveUp(RequestId request) {
        handOuts.giveUp(request);
        admissions.giveUp(request);
    }

    /// A heartbeat for an item in processing.
    ///
    /// @return false if the item's time was over; the request is refused when that is in the log
    public boolean keep(ItemId item, RequestId request) {
        if (heldItems.keep(item, now)) return true;
        lateBeats.add(item, request);
        return false;
    }

    /// What the Limiter said to a question.
    public void answered(Lease lease, LimiterAnswer answer) {
        questions.answered(lease, answer);
        if (questions.isQuiet()) lot.memory().forget();
    }

    public void hear(Room room) {
        lot.hear(room);
    }

    /// News of room was lost: anything may have room.
    public void hearOfAnything() {
        lot.hearOfAnything();
    }

    /// The Limiter cannot be reached. Open questions are answered one by one beside this.
    public void limiterLost() {
        questions.limiterIsThere(false);
        serving.limiterLost();
    }

    /// The Limiter is there and agrees with the table.
    public void limiterBack() {
        questions.limiterIsThere(true);
        lot.hearOfAnything();
    }

    public boolean isLimiterThere() {
        return questions.isLimiterThere();
    }

    /// The ids of leases that may be in the Limiter though no item stands for them yet.
    public Set<String> leasesInFlight() {
        return Set.copyOf(questions.inFlight());
    }

    /// Those of them that the Limiter has let in, and must not forget: an item may stand for them any moment.
    public List<Lease> leasesLetIn() {
        return questions.letIn();
    }

    /// How many consumers of this queue have no answer yet.
    public int consumers(String queue) {
        Desk desk = desks.get(queue);
        return desk == null ? 0 : desk.consumers;
    }

    /// What is known here of a queue beside what the table knows.
    public QueueFigures.OfQueue figures(QueueView queue) {
        Desk desk = desks.get(queue.name());
        if (desk == null) // not followed yet
            return new QueueFigures.OfQueue(queue.name(), queue.channels(), queue.waiting(), queue.processing(), 0, 0, Duration.ZERO);
        return new QueueFigures.OfQueue(
                queue.name(), queue.channels(), queue.waiting(), queue.processing(), desk.consumers, desk.heldBack, desk.ages.oldest(now));
    }

    /// All figures, now that those of the first queues are known.
    ///
    /// @param total     what the table knows of all queues together
    /// @param mostNamed how many rules are told of by their names
    public QueueFigures figures(int queues, List<QueueFigures.OfQueue> named, QueueFigures.OfQueue total, int mostNamed) {
        Set<String> names = new HashSet<>();
        var ofNamed = new QueueFigures.OfQueue("", 0, 0, 0, 0, 0, Duration.ZERO);
        for (QueueFigures.OfQueue each : named) {
            names.add(each.queue());
            ofNamed = ofNamed.plus(each);
        }
        var all = new QueueFigures.OfQueue("", 0, 0, 0, consumers.count(), lot.heldBack(), Duration.ZERO).plus(total);
        List<QueueFigures.OfRule> rules = lot.heldBackByFirst(mostNamed);
        int heldBackByNamed = rules.stream().mapToInt(QueueFigures.OfRule::heldBack).sum();
        return new QueueFigures(
                queues, named, all.minus(ofNamed, ages.oldestBesides(names, now)), rules,
                new QueueFigures.OfRule("", lot.heldBack() - heldBackByNamed), isLimiterThere());
    }

    /// Whether a consumer that waits would take an item of this channel.
    public boolean isAwaited(Channel channel) {
        return desks.get(channel.queue().name()).line.firstMatching(channel) != null || consumers.isToBeTriedFor(channel);
    }

    /// Whether the Limiter is being asked about an item of this channel, or one is about to be handed out.
    public boolean isAskedFor(Channel channel) {
        return desks.get(channel.queue().name()).of(channel).hasReserved();
    }

    /// The group that this channel waits for room in.
    public Optional<Group> heldBackBy(Channel channel) {
        return Optional.ofNullable(desks.get(channel.queue().name()).of(channel).group).map(group -> group.id);
    }

    /// A command was applied to the table.
    public void applied(QueueCommand command, List<QueueEvent> events) {
        if (!isFollowing) return;
        switch (command) {
            case HandOut handOut -> handOuts.applied(handOut, events);
            case Enqueue enqueue when enqueue.hasPlace() -> admissions.applied(enqueue);
            case Enqueue _ -> {
                for (QueueEvent event : events)
                    if (event instanceof QueueEvent.PlaceNeeded(Enqueue again)) admissions.arrive(again);
            }
            default -> {}
        }
    }

    public Optional<Instant> nextDeadline() {
        return Deadlines.earlier(heldItems.nextDeadline(), serving.nextDeadline());
    }

    /// Time has passed.
    public void tick() {
        heldItems.takeTimedOut(now).forEach(outbox::log);
        serving.tick();
    }

    /// Matches consumers with channels, and hands over all that is to be done.
    public Step<QueueCommand, QueueEvent> settle() {
        matching.settle();
        return outbox.drain();
    }

    private boolean wouldUpdate(String queue, KeyValues channel) {
        Desk desk = desks.get(queue);
        return desk != null && desk.wouldUpdate(channel);
    }

    @Override
    public void queueMade(Queue queue) {
        if (!isFollowing) return;
        desks.put(queue.name(), new Desk(queue, matching.stirred()));
    }

    @Override
    public void queueGone(Queue queue) {
        if (!isFollowing) return;
        Desk desk = desks.remove(queue.name());
        desk.isGone = true;
        consumers.deskGone(desk);
        serving.queueGone(desk);
    }

    @Override
    public void channelMade(Channel channel) {
        if (!isFollowing) return;
        desks.get(channel.queue().name()).open(channel);
    }

    @Override
    public void waitingChanged(Channel channel) {
        if (!isFollowing) return;
        Desk desk = desks.get(channel.queue().name());
        Standing standing = desk.of(channel);
        ages.changed(standing);
        desk.refresh(standing);
    }

    @Override
    public void channelGone(Channel channel) {
        if (!isFollowing) return;
        Desk desk = desks.get(channel.queue().name());
        Standing standing = desk.close(channel);
        ages.changed(standing);
        lot.unpark(standing);
        desk.refresh(standing);
    }

    @Override
    public void handedOut(Channel channel, Processing processing) {
        if (!isFollowing) return;
        heldItems.start(channel.queue().name(), processing, now);
    }

    @Override
    public void ended(Channel channel, ItemId item) {
        if (!isFollowing) return;
        heldItems.end(item);
        lateBeats.ended(item, outbox);
    }
}
