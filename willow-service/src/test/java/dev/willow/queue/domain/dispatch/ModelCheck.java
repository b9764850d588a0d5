package dev.willow.queue.domain.dispatch;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.queue.domain.table.TablePicture.QueuePicture;
import dev.willow.queue.testing.ReferenceQueues;
import dev.willow.queue.testing.ReferenceQueues.Entry;
import dev.willow.queue.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Holds a machine to the contract while it is being played with: after each command it must look like the [ReferenceQueues], and
/// whoever is answered must be told what follows from them.
final class ModelCheck {
    private record Seen(ItemId item, long updates) {}

    final ReferenceQueues model = new ReferenceQueues();
    private final World world;
    private final Map<RequestId, String> decided = new HashMap<>();
    private final Map<RequestId, QueueCommand.Enqueue> pushes = new HashMap<>();
    private final Set<RequestId> comingBack = new HashSet<>();
    private final Map<HandOutId, RequestId> consumers = new HashMap<>();
    private final List<QueueEvent.Accepted> accepted = new ArrayList<>();
    private final Set<Seen> delivered = new HashSet<>();
    private long lastToken;

    ModelCheck(World world) {
        this.world = world;
    }

    /// Notes an enqueue before it is sent.
    ///
    /// @return whether no other is under way into its channel
    boolean pushed(QueueCommand.Enqueue enqueue) {
        boolean isAlone = pushes.values().stream().noneMatch(other -> world.answer(other.id()) == null
                && other.queue().equals(enqueue.queue()) && other.channel().equals(enqueue.channel()));
        pushes.put(enqueue.id(), enqueue);
        return isAlone;
    }

    /// What this consumer was handed is its own, even if it left meanwhile.
    void comesBack(Dequeue wish) {
        comingBack.add(wish.id());
    }

    /// Applies the next command, if there is one, and compares.
    boolean applyNext() {
        if (!world.hasLog()) return false;
        QueueCommand command = world.waitingInLog().getFirst();
        world.applyNext();
        Optional<String> answer = model.apply(command);
        if (command instanceof QueueCommand.OfCaller asked && answer.isPresent())
            assertThat(decided.putIfAbsent(asked.id(), answer.get())).as("decided before: %s", command).isNull();
        if (command instanceof QueueCommand.HandOut handOut) {
            Set<HandOutId> picked = handOut.picks().stream().map(Pick::handOut).collect(toSet());
            picked.forEach(each -> consumers.put(each, handOut.id()));
            if (comingBack.contains(handOut.id())) mayHaveBeenDelivered(picked);
        }
        checkState(command);
        return true;
    }

    /// Who was to have it. A hand-out that was meant for one consumer may go to another.
    RequestId consumerOf(HandOutId handOut) {
        return consumers.get(handOut);
    }

    /// Nobody saw the consumers of these get them, but they may have.
    void mayHaveBeenDelivered(Set<HandOutId> handOuts) {
        model.queues().values().forEach(lines -> lines.values().forEach(line -> line.held().forEach((handOut, item) -> {
            if (handOuts.contains(handOut)) delivered.add(new Seen(item.id(), item.updates()));
        })));
    }

    private void checkState(QueueCommand last) {
        TablePicture picture = world.machine.capture();
        assertThat(picture.queues()).extracting(QueuePicture::name).containsExactlyInAnyOrderElementsOf(model.queues().keySet());
        List<Item> waiting = new ArrayList<>();
        for (QueuePicture queue : picture.queues()) {
            Map<KeyValues, ReferenceQueues.Line> lines = model.queues().get(queue.name());
            assertThat(queue.channels()).as("channels after %s", last).hasSize(lines.size());
            queue.channels().forEach(channel -> {
                ReferenceQueues.Line line = lines.get(channel.keys());
                assertThat(line).as("channel %s after %s", channel.keys(), last).isNotNull();
                assertThat(channel.waiting().stream().map(ModelCheck::entry)).as("waiting in %s after %s", channel.keys(), last)
                        .containsExactlyElementsOf(line.waiting());
                assertThat(channel.processing().stream().collect(toMap(Processing::handOut, each -> entry(each.item()))))
                        .as("with consumers from %s after %s", channel.keys(), last).isEqualTo(line.held());
                channel.processing().forEach(this::checkToken);
                assertThat(channel.processing()).as("in the order of their hand-outs").isSortedAccordingTo(
                        Comparator.comparingLong(Processing::fencingToken));
                waiting.addAll(channel.waiting());
            });
            checkView(queue.name(), lines);
        }
        lastToken = picture.fencingToken();
        checkFigures(picture);
        waiting.sort(Comparator.comparingLong(Item::place));
        assertThat(waiting).as("who waits longest, after %s", last).isSortedAccordingTo(
                Comparator.comparingInt(item -> model.cameToWait(item.id())));
    }

    private static Entry entry(Item item) {
        return new Entry(item.id(), item.payload(), item.handling(), item.failures(), item.updates());
    }

    private void checkToken(Processing processing) {
        if (model.learn(processing.handOut(), processing.fencingToken()))
            assertThat(processing.fencingToken()).as("token of a new hand-out").isGreaterThan(lastToken);
    }

    private void checkView(String name, Map<KeyValues, ReferenceQueues.Line> lines) {
        QueueView view = world.machine.queue(name).orElseThrow();
        assertThat(view.channels()).isEqualTo(lines.size());
        assertThat(view.waiting()).isEqualTo(lines.values().stream().mapToInt(line -> line.waiting().size()).sum());
        assertThat(view.processing()).isEqualTo(lines.values().stream().mapToInt(line -> line.held().size()).sum());
        assertThat(view.capacity()).isEqualTo(model.capacity(name));
    }

    /// What is kept up with every change must be what a walk through everything finds.
    private void checkFigures(TablePicture picture) {
        int mostNamed = 2;
        Map<String, Integer> heldBack = new TreeMap<>();
        List<QueueFigures.OfQueue> queues = picture.queues().stream().map(queue -> {
            int held = 0;
            Instant oldest = world.now;
            int waiting = 0;
            int processing = 0;
            for (TablePicture.ChannelPicture channel : queue.channels()) {
                Optional<Group> group = world.machine.situations().heldBackBy(queue.name(), channel.keys());
                if (group.isPresent()) {
                    held++;
                    heldBack.merge(group.get().rule(), 1, Integer::sum);
                }
                waiting += channel.waiting().size();
                processing += channel.processing().size();
                if (!channel.waiting().isEmpty() && channel.waiting().getFirst().since().isBefore(oldest))
                    oldest = channel.waiting().getFirst().since();
            }
            return new QueueFigures.OfQueue(
                    queue.name(), queue.channels().size(), waiting, processing,
                    world.machine.queue(queue.name()).orElseThrow().consumers(), held, Duration.between(oldest, world.now));
        }).toList();
        QueueFigures figures = world.machine.figures(mostNamed, world.now);
        assertThat(figures.queues()).isEqualTo(queues.size());
        assertThat(figures.named()).isEqualTo(queues.stream().limit(mostNamed).toList());
        var nothing = new QueueFigures.OfQueue("", 0, 0, 0, 0, 0, Duration.ZERO);
        assertThat(figures.others()).isEqualTo(queues.stream().skip(mostNamed).reduce(nothing, QueueFigures.OfQueue::plus));
        assertThat(figures.rules()).isEqualTo(heldBack.entrySet().stream().limit(mostNamed)
                .map(each -> new QueueFigures.OfRule(each.getKey(), each.getValue())).toList());
        assertThat(figures.otherRules().heldBack())
                .isEqualTo(heldBack.values().stream().skip(mostNamed).mapToInt(each -> each).sum());
    }

    /// Compares what callers have been told since the last time.
    ///
    /// @param steps that were taken in that time
    void checkAnswers(int steps) {
        for (QueueEvent.Answer answer : world.takeNewAnswers()) {
            String wanted = decided.get(answer.request());
            switch (answer) {
                case QueueEvent.NothingToHandOut _, QueueEvent.Kept _ -> assertThat(wanted).as("%s", answer).isNull();
                case QueueEvent.Refused(var _, Refusal refusal) when wanted == null -> checkUndecided(answer.request(), refusal, steps);
                default -> assertThat(words(answer)).isEqualTo(wanted);
            }
            if (answer instanceof QueueEvent.Accepted fresh) accepted.add(fresh);
            if (answer instanceof QueueEvent.HandedOut(var _, var deliveries)) deliveries.forEach(this::delivered);
        }
    }

    /// These may be refused before anything is written, and a full queue only if there is nothing to overwrite.
    private void checkUndecided(RequestId request, Refusal refusal, int steps) {
        assertThat(refusal).isInstanceOfAny(Refusal.NoSuchQueue.class, Refusal.QueueFull.class, Refusal.QueueGone.class,
                Refusal.TooManyWaiting.class, Refusal.LimiterUnreachable.class, Refusal.NoSuchItem.class);
        if (!(refusal instanceof Refusal.QueueFull full) || steps > 1) return;
        QueueCommand.Enqueue push = pushes.get(request);
        assertThat(model.wouldUpdate(push.queue(), push.channel())).as("%s is refused by %s though it would update", push, full).isFalse();
    }

    void delivered(Delivery delivery) {
        delivered.add(new Seen(delivery.processing().item().id(), delivery.processing().item().updates()));
    }

    private static String words(QueueEvent.Answer answer) {
        return switch (answer) {
            case QueueEvent.QueueCreated(var _, QueueView queue) -> "queue " + queue.capacity();
            case QueueEvent.QueueChanged(var _, QueueView queue) -> "queue " + queue.capacity();
            case QueueEvent.QueueDeleted _ -> "queue deleted";
            case QueueEvent.ChannelsDeleted(var _, int channels) -> channels + " channels deleted";
            case QueueEvent.Accepted(var _, ItemId item, long updates) -> "accepted " + item.value() + " updates " + updates;
            case QueueEvent.HandedOut(var _, var deliveries) -> "handed out " + deliveries.stream().map(each ->
                    ReferenceQueues.delivery(each.channel(), each.processing().item(), each.processing().attempt())).toList();
            case QueueEvent.Acked(var _, var _, var fate) -> "acked " + fate;
            case QueueEvent.Refused(var _, Refusal refusal) -> switch (refusal) {
                case Refusal.NoSuchQueue _ -> "no such queue";
                case Refusal.NameInUse _ -> "name in use";
                case Refusal.NoSuchChannel _, Refusal.NoChannelMatches _ -> "no such channel";
                case Refusal.NoSuchItem _ -> "no such item";
                case Refusal.HandedOutAgain _ -> "handed out again";
                default -> refusal.toString();
            };
            case QueueEvent.NothingToHandOut _, QueueEvent.Kept _, QueueEvent.BatchBegun _ -> answer.toString();
        };
    }

    /// A crash at any moment leaves a lease too many, never one too few.
    void checkNoLeaseIsMissing() {
        assertThat(world.limiter.leases()).containsAll(rightfulLeases());
    }

    void checkLeasesAreExact() {
        assertThat(world.limiter.leases()).as("leases when quiet").containsExactlyInAnyOrderElementsOf(rightfulLeases());
    }

    /// One for each item that is there, and one more for each that a consumer has.
    private Set<Lease> rightfulLeases() {
        Set<Lease> leases = new HashSet<>();
        model.queues().forEach((queue, lines) -> lines.forEach((channel, line) -> {
            Map<String, Value> enqueued = new LinkedHashMap<>();
            channel.forEach(pair -> enqueued.put("_willow_" + pair.getKey(), pair.getValue()));
            enqueued.put("_willow_queue_name", Value.text(queue));
            enqueued.put("_willow_enqueued", Value.text("true"));
            Map<String, Value> running = channel.toMap();
            running.put("_willow_queue_name", Value.text(queue));
            running.put("_willow_running", Value.text("true"));
            line.waiting().forEach(item -> leases.add(new Lease(KeyValues.of(enqueued), item.id().value())));
            line.held().forEach((handOut, item) -> {
                leases.add(new Lease(KeyValues.of(enqueued), item.id().value()));
                leases.add(new Lease(KeyValues.of(running), item.id().value() + "/" + handOut.value()));
            });
        }));
        return leases;
    }

    /// The log alone gives the same again, and so does a snapshot.
    void checkReplay() {
        TablePicture picture = world.machine.capture();
        QueueMachine replica = new QueueMachine(1000);
        world.history.forEach(entry -> replica.apply(entry.getKey(), entry.getValue()));
        assertThat(replica.capture()).isEqualTo(picture);
        QueueMachine restored = new QueueMachine(1000);
        restored.restore(picture);
        assertThat(restored.capture()).isEqualTo(picture);
    }

    /// At the end: whatever was accepted came to a consumer, or was overwritten by something newer, or was deleted or replaced.
    void checkNothingAcceptedWasLost() {
        for (QueueEvent.Accepted each : accepted)
            assertThat(delivered.contains(new Seen(each.item(), each.updates()))
                            || model.updates(each.item()) > each.updates() || model.wasDropped(each.item()))
                    .as("%s came to somebody", each).isTrue();
    }
}
