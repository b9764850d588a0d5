package dev.willow.simulation.model;

import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.time.Timeline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What may happen to items. Each is known by its bytes, which no other has.
public final class QueueModel implements History.Reader<QueueCommand, QueueEvent, TablePicture> {
    private final Timeline timeline;
    private final Judge judge;
    private final Set<String> accepted = new HashSet<>();
    private final Map<HandOutId, Long> handedOutAt = new HashMap<>();
    private final Claims<HandOutId> claims = new Claims<>();
    private ItemsThere there = ItemsThere.NONE;

    public QueueModel(Timeline timeline, Judge judge) {
        this.timeline = timeline;
        this.judge = judge;
    }

    @Override
    public void changed(
            long at, Optional<QueueCommand> command, List<QueueEvent> events, Optional<TablePicture> before, TablePicture after) {
        ItemsThere then = there;
        there = ItemsThere.in(after);
        judge.require(!there.isAnyTwice(), () -> "an item comes a second time while it is there, by " + command);
        if (command.isEmpty()) {
            judge.require(before.isEmpty() || before.get().equals(after), () -> "taking over changed the items");
            return;
        }
        for (String item : then.all().keySet())
            if (!there.all().containsKey(item))
                judge.require(mayGo(item, command.get(), then), () -> "item " + item + " is gone without a reason, by " + command.get());
        for (String item : there.all().keySet())
            if (!then.all().containsKey(item))
                judge.require(isArrival(item, command.get()) && accepted.add(item),
                        () -> "item " + item + " comes a second time, by " + command.get());
        then.running().forEach((handOut, processing) -> {
            if (!there.running().containsKey(handOut)) ended(processing, command.get());
        });
        there.running().forEach((handOut, processing) -> {
            if (!then.running().containsKey(handOut)) handedOutAt.put(handOut, at);
        });
    }

    private static boolean isArrival(String item, QueueCommand command) {
        return command instanceof QueueCommand.Enqueue enqueue && ItemsThere.nameOf(enqueue.payload()).equals(item);
    }

    /// Whether the contract lets this command take this item away.
    private static boolean mayGo(String item, QueueCommand command, ItemsThere then) {
        ItemsThere.Spot spot = then.all().get(item);
        return switch (command) {
            case QueueCommand.Enqueue enqueue -> enqueue.channel().equals(spot.channel().keys())
                    && spot.isLastWaiting() && spot.item().isUpdateable();
            case QueueCommand.Ack ack -> switch (ack.verdict()) {
                case SUCCESS -> spot.item().id().equals(ack.item());
                case FAILURE -> mayGoByFailure(spot);
                case RELEASE -> false;
            };
            case QueueCommand.TimeOut _ -> mayGoByFailure(spot);
            case QueueCommand.DeleteChannel delete -> delete.channel().equals(spot.channel().keys());
            case QueueCommand.DeleteChannels _, QueueCommand.DeleteQueue _ -> true;
            case QueueCommand.CreateQueue _, QueueCommand.SetQueue _, QueueCommand.HandOut _, QueueCommand.TakeBack _ -> false;
        };
    }

    /// Its attempts are used up, a newer one waits, or one that failed takes its place.
    private static boolean mayGoByFailure(ItemsThere.Spot spot) {
        Item item = spot.item();
        if (spot.running().isEmpty()) return spot.isLastWaiting() && item.isUpdateable() && isAnyToComeBack(spot.channel());
        boolean isUsedUp = !item.handling().retries().allowOneAfter(item.failures() + 1);
        boolean mayBeOvertaken = item.handling().position() == RetryPosition.FRONT && item.isUpdateable()
                && spot.channel().waiting().size() + spot.channel().processing().size() > 1;
        // In one command an item may come back and be replaced by the next.
        boolean mayBeReplaced = item.isUpdateable() && isAnyToComeBack(spot.channel());
        return isUsedUp || mayBeOvertaken || mayBeReplaced;
    }

    private static boolean isAnyToComeBack(TablePicture.ChannelPicture channel) {
        return channel.processing().stream().anyMatch(each -> each.item().handling().position() == RetryPosition.BACK);
    }

    private void ended(Processing processing, QueueCommand by) {
        boolean isByConsumer = by instanceof QueueCommand.Ack || by instanceof QueueCommand.DeleteChannel
                || by instanceof QueueCommand.DeleteChannels || by instanceof QueueCommand.DeleteQueue;
        judge.require(isByConsumer || !claims.holds(processing.handOut(), timeline.now()),
                () -> "item " + processing.item().id().value() + " was taken from its consumer within its time-out, by " + by);
        claims.end(processing.handOut());
    }

    @Override
    public void happened(QueueEvent event) {}

    /// A consumer was told 200.
    public void took(Delivery delivery) {
        Processing processing = delivery.processing();
        Long since = handedOutAt.get(processing.handOut());
        judge.require(since != null, () -> "item " + processing.item().id().value() + " was told to be handed out, and was not");
        if (since != null && there.running().containsKey(processing.handOut()))
            claims.begin(processing.handOut(), since + processing.item().handling().timeout().toNanos());
    }

    /// A heartbeat was answered 200.
    ///
    /// @param sentAt when it was sent
    public void kept(Delivery delivery, long sentAt) {
        claims.extend(delivery.processing().handOut(), sentAt + delivery.processing().item().handling().timeout().toNanos());
    }

    /// The consumer wants it no more, and is about to say so.
    public void letGo(Delivery delivery) {
        claims.end(delivery.processing().handOut());
    }

    /// Whether a consumer may rely on having it.
    public boolean isClaimed(Delivery delivery) {
        return claims.holds(delivery.processing().handOut(), timeline.now());
    }

    /// An enqueue was told 2xx.
    public void told(String item) {
        judge.require(accepted.contains(item), () -> "item " + item + " was told to be accepted, and is not in the log");
    }

    /// An ack was told 200.
    public void toldAcked(Delivery delivery, Verdict verdict) {
        judge.require(verdict != Verdict.SUCCESS || !there.all().containsKey(ItemsThere.nameOf(delivery.processing().item().payload())),
                () -> "item " + delivery.processing().item().id().value() + " is there after it was told to be done");
    }

    public boolean isEmpty() {
        return there.all().isEmpty();
    }
}
