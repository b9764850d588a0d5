package dev.willow.queue.store;

import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.testing.codec.StoredFormsContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class QueueCodecsTest extends StoredFormsContract<QueueCommand, QueueEvent, TablePicture> {
    private static final RequestId REQUEST = new RequestId("r1");
    private static final ItemId ITEM = new ItemId("i1");
    private static final HandOutId HAND_OUT = new HandOutId("h1-1");
    private static final HeldItem HELD = new HeldItem(ITEM, HAND_OUT);
    private static final KeyValues KEYS = KeyValues.of("branch", Value.text("main"), "build", Value.parse(ValueType.INT, "42"));
    private static final Payload PAYLOAD = new Payload("hello".getBytes(StandardCharsets.UTF_8));
    private static final Handling TWICE = new Handling(true, new Retries.Times(1), RetryPosition.FRONT, Duration.ofSeconds(30));
    private static final Handling FOR_EVER = new Handling(false, new Retries.ForEver(), RetryPosition.BACK, Duration.ofNanos(1));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final Item WAITING = new Item(ITEM, PAYLOAD, TWICE, 1, 3, 7, 9, NOW);
    private static final Processing PROCESSING = new Processing(new Item(ITEM, PAYLOAD, FOR_EVER, 0, 0, 1, 1, NOW), HAND_OUT, 17);
    private static final Lease LEASE = Counters.of("q", KEYS).running(ITEM, HAND_OUT);
    private static final QueueView VIEW = new QueueView("q", new Capacity.AtMost(50), 1, 2, 3, 4);
    private static final Blocker BLOCKER = new Blocker(
            Blocker.Kind.LIMIT_REACHED, new Group("rule", Optional.of("override"), Optional.of(KEYS)), 2, 2);
    private static final Query QUERY = new Query(
            Optional.of(Selection.where("branch", Condition.equal(ValuePattern.exactly(Value.text("main"))))),
            List.of(Query.EVERYTHING), List.of());
    private static final QueueCommand.Enqueue ENQUEUE =
            new QueueCommand.Enqueue(REQUEST, "q", KEYS, ITEM, PAYLOAD, TWICE, true);

    private static final List<QueueCommand> COMMANDS = List.of(
            new QueueCommand.CreateQueue(REQUEST, "q", new Capacity.AtMost(50)),
            new QueueCommand.CreateQueue(REQUEST, "q", new Capacity.Unlimited()),
            new QueueCommand.SetQueue(REQUEST, "q", Optional.of(new Capacity.AtMost(0))),
            new QueueCommand.SetQueue(REQUEST, "q", Optional.empty()),
            new QueueCommand.DeleteQueue(REQUEST, "q"),
            new QueueCommand.DeleteChannel(REQUEST, "q", KEYS),
            new QueueCommand.DeleteChannels(REQUEST, "q", QUERY),
            new QueueCommand.DeleteChannels(REQUEST, "q", Query.EVERYTHING),
            ENQUEUE,
            new QueueCommand.Enqueue(REQUEST, "q", KEYS, ITEM, new Payload(new byte[0]), FOR_EVER, false),
            new QueueCommand.HandOut(REQUEST, "q", List.of(new Pick(KEYS, ITEM, HAND_OUT))),
            new QueueCommand.Ack(REQUEST, "q", ITEM, Optional.of(KEYS), Optional.of(17L), Verdict.SUCCESS),
            new QueueCommand.Ack(REQUEST, "q", ITEM, Optional.empty(), Optional.empty(), Verdict.RELEASE),
            new QueueCommand.TakeBack("q", List.of(HELD)),
            new QueueCommand.TimeOut("q", List.of(HELD, new HeldItem(new ItemId("i2"), HAND_OUT))));

    private static final List<QueueEvent> EVENTS = List.of(
            new QueueEvent.QueueCreated(REQUEST, VIEW),
            new QueueEvent.QueueChanged(REQUEST, new QueueView("q", new Capacity.Unlimited(), 0, 0, 0, 0)),
            new QueueEvent.QueueDeleted(REQUEST, "q"),
            new QueueEvent.ChannelsDeleted(REQUEST, 3),
            new QueueEvent.Accepted(REQUEST, ITEM, 3),
            new QueueEvent.HandedOut(REQUEST, List.of(new Delivery(KEYS, PROCESSING))),
            new QueueEvent.NothingToHandOut(REQUEST),
            new QueueEvent.Kept(REQUEST, true),
            new QueueEvent.Acked(REQUEST, ITEM, Fate.REPLACED_LAST),
            new QueueEvent.PlaceNeeded(ENQUEUE),
            new QueueEvent.Missed(REQUEST),
            new QueueEvent.TimedOut("q", KEYS, ITEM, Fate.TO_FRONT),
            new QueueEvent.AskLimiter(LEASE, REQUEST),
            new QueueEvent.GiveBack(List.of(LEASE), Optional.of(new QueueEvent.Acked(REQUEST, ITEM, Fate.DONE))),
            new QueueEvent.SetLimit("q", Optional.of(new Capacity.AtMost(1)), Optional.empty()),
            new QueueEvent.Reconcile(),
            new QueueEvent.Repair(List.of(LEASE), List.of(LEASE), Map.of("q", new Capacity.Unlimited())),
            new QueueEvent.Refused(REQUEST, new Refusal.NoSuchQueue("q")),
            new QueueEvent.Refused(REQUEST, new Refusal.NameInUse("q")),
            new QueueEvent.Refused(REQUEST, new Refusal.NoSuchChannel("q", KEYS)),
            new QueueEvent.Refused(REQUEST, new Refusal.NoChannelMatches("q")),
            new QueueEvent.Refused(REQUEST, new Refusal.NoSuchItem(ITEM)),
            new QueueEvent.Refused(REQUEST, new Refusal.HandedOutAgain(ITEM, 18)),
            new QueueEvent.Refused(REQUEST, new Refusal.QueueFull("q", BLOCKER)),
            new QueueEvent.Refused(REQUEST, new Refusal.QueueGone("q")),
            new QueueEvent.Refused(REQUEST, new Refusal.TooManyWaiting("q", 1000)),
            new QueueEvent.Refused(REQUEST, new Refusal.LimiterUnreachable()),
            new QueueEvent.BatchBegun(REQUEST));

    private static final List<TablePicture> PICTURES = List.of(
            new TablePicture(0, 0, List.of()),
            new TablePicture(9, 17, List.of(new TablePicture.QueuePicture("q", new Capacity.AtMost(50), List.of(
                    new TablePicture.ChannelPicture("c1", KEYS, List.of(WAITING), List.of(PROCESSING)))))));

    QueueCodecsTest() {
        super(QueueCodecs.version1(), COMMANDS, EVENTS, PICTURES, List.of(QueueCommand.class, QueueEvent.class, Refusal.class));
    }
}
