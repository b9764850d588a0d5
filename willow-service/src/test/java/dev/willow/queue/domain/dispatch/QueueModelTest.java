package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.queue.domain.table.TablePicture.ChannelPicture;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the machine against a log, a Limiter, its news and its callers, where every message takes as long as chance wants: answers
/// come late, refuse or are lost, the Limiter goes away, the process crashes. A failure names its seed.
class QueueModelTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 700;
    private static final List<String> CHANNELS = List.of("os=linux,branch=main", "os=linux,branch=dev", "os=linux,branch=x",
            "os=mac,branch=main", "os=mac,branch=dev", "os=windows,branch=main", "os=windows,branch=y", "kind=other");
    private static final List<String> QUERIES = List.of("*", "os=linux", "os=mac", "os=windows", "branch=main", "os=linux,branch=dev", "kind=other");

    static LongStream seeds() {
        long first = Seeds.announcedFor(QueueModelTest.class);
        return LongStream.range(first, first + Integer.getInteger("willow.seeds", SEEDS));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_is_lost_doubled_or_left_asleep_whatever_comes_late_or_never(long seed) {
        try {
            new Play(seed).run();
        } catch (Throwable failure) {
            throw new AssertionError("repeat with -Dwillow.seed=" + seed + " -Dwillow.seeds=1", failure);
        }
    }

    private static final class Play {
        private final Random random;
        private final World world = World.ready();
        private final Scene scene = new Scene(world);
        private final List<RequestId> takes = new ArrayList<>();
        private final Map<RequestId, Dequeue> wishes = new LinkedHashMap<>();
        private final Set<RequestId> gone = new HashSet<>();
        private final List<RequestId> others = new ArrayList<>();
        private Set<ItemId> known = Set.of();
        private final Set<HandOutId> heldAtRestart = new HashSet<>();
        private boolean limiterIsThere = true;
        private int pushed;

        Play(long seed) {
            random = new Random(seed);
        }

        void run() {
            others.add(scene.create(Scene.QUEUE, capacity()));
            world.runToQuiet();
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(3) == 0) world.inOneTurn(() -> random.ints(3).forEach(_ -> act()));
                else act();
                checkNothingIsMissing();
                if (random.nextInt(40) == 0) quieten();
            }
            finish();
        }

        private void act() {
            switch (random.nextInt(100)) {
                case 0 -> others.add(scene.create(Scene.QUEUE, capacity()));
                case 1 -> world.limiter.limit("branch", random.nextInt(-1, 3));
                case 2 -> world.limiter.limit("os", random.nextInt(-1, 4));
                case 3 -> world.submit(new QueueCommand.SetQueue(request("set"), Scene.QUEUE, Optional.of(capacity())));
                case 4 -> { if (random.nextInt(4) == 0) restart(); }
                case 5 -> toggleLimiter();
                case 6 -> deleteSomething();
                case 7 -> world.pass(Duration.ofSeconds(random.nextInt(40)));
                case 8, 9 -> world.loseQuestion(random.nextBoolean());
                case 10, 11, 12 -> leave();
                case 13, 14 -> { for (ItemId item : held()) if (random.nextBoolean()) scene.heartbeat(item); }
                case 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 -> ack();
                case 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 -> push();
                case 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51 -> take();
                case 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65 -> apply();
                case 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77 -> world.limiterNext();
                case 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89 -> world.answerNext();
                default -> { world.publish(); world.hearNext(); }
            }
        }

        private Capacity capacity() {
            int items = random.nextInt(6);
            return items == 0 ? new Capacity.Unlimited() : new Capacity.AtMost(items * 3L);
        }

        private RequestId request(String kind) {
            RequestId id = scene.next(kind);
            others.add(id);
            return id;
        }

        private void push() {
            Retries retries = random.nextInt(4) == 0 ? new Retries.ForEver() : new Retries.Times(random.nextInt(3));
            RetryPosition position = random.nextBoolean() ? RetryPosition.FRONT : RetryPosition.BACK;
            Handling handling = new Handling(random.nextBoolean(), retries, position, Duration.ofSeconds(20));
            others.add(scene.push(one(CHANNELS), "payload-" + ++pushed, handling));
        }

        private void take() {
            Strategy strategy = switch (random.nextInt(6)) {
                case 0 -> new Strategy.Oldest();
                case 1 -> new Strategy.Random(random.nextLong());
                case 2 -> new Strategy.Priority("branch");
                default -> new Strategy.RoundRobin();
            };
            Duration patience = Duration.ofSeconds(List.of(0, 5, 100).get(random.nextInt(3)));
            Dequeue wish = scene.wish(one(QUERIES), strategy, random.nextInt(4) == 0 ? 3 : 1, patience);
            wishes.put(wish.id(), wish);
            takes.add(scene.take(wish));
        }

        private void ack() {
            List<ItemId> held = held();
            if (!held.isEmpty()) others.add(scene.ack(held.get(random.nextInt(held.size())), Verdict.values()[random.nextInt(3)]));
        }

        private void leave() {
            if (takes.isEmpty()) return;
            RequestId request = random.nextInt(4) == 0 ? others.getLast() : takes.get(random.nextInt(takes.size()));
            world.leave(request);
            gone.add(request);
        }

        private void deleteSomething() {
            if (random.nextInt(4) > 0) {
                world.submit(new QueueCommand.DeleteChannel(request("delete"), Scene.QUEUE, Scene.keys(one(CHANNELS))));
            } else if (random.nextInt(4) == 0) {
                world.submit(new QueueCommand.DeleteQueue(request("delete"), Scene.QUEUE));
                others.add(scene.create(Scene.QUEUE, capacity()));
            }
        }

        private void toggleLimiter() {
            if (limiterIsThere) world.loseLimiter();
            else world.regainLimiter();
            limiterIsThere = !limiterIsThere;
        }

        private void restart() {
            checkReplay();
            processing().forEach(each -> heldAtRestart.add(each.handOut()));
            world.restart();
            limiterIsThere = true;
            gone.addAll(takes); // callers are gone with the process
            gone.addAll(others);
        }

        /// Applies one command and checks what it took away.
        private void apply() {
            QueueCommand command = world.hasLog() ? world.waitingInLog().getFirst() : null;
            if (!world.applyNext()) return;
            Set<ItemId> now = itemIds();
            Set<ItemId> lost = new HashSet<>(known);
            lost.removeAll(now);
            Set<ItemId> made = new HashSet<>(now);
            made.removeAll(known);
            switch (command) {
                case QueueCommand.Enqueue enqueue -> {
                    assertThat(lost).isEmpty();
                    assertThat(made).isSubsetOf(Set.of(enqueue.item()));
                    if (!made.isEmpty()) assertThat(enqueue.hasPlace()).as("a new item has a place").isTrue();
                    if (world.answer(enqueue.id()) instanceof QueueEvent.Accepted(var _, ItemId item, var _)) {
                        Item last = channel(enqueue.channel()).orElseThrow().waiting().getLast();
                        assertThat(last.payload()).as("what was accepted waits").isEqualTo(enqueue.payload());
                        assertThat(last.id()).isEqualTo(item);
                    }
                }
                case QueueCommand.Ack ack -> assertThat(lost.size()).as("%s took %s", ack, lost).isLessThanOrEqualTo(1);
                case QueueCommand.TimeOut timeOut -> assertThat(lost.size()).isLessThanOrEqualTo(timeOut.items().size());
                case QueueCommand.DeleteQueue _, QueueCommand.DeleteChannel _, QueueCommand.DeleteChannels _ -> assertThat(made).isEmpty();
                case QueueCommand.HandOut _, QueueCommand.TakeBack _, QueueCommand.CreateQueue _, QueueCommand.SetQueue _ -> {
                    assertThat(lost).isEmpty();
                    assertThat(made).isEmpty();
                }
            }
            known = now;
        }

        /// A crash at any moment leaves a lease too many, never one too few.
        private void checkNothingIsMissing() {
            assertThat(world.limiter.leaseIds()).containsAll(rightfulLeases());
        }

        private void quieten() {
            if (!limiterIsThere) toggleLimiter();
            world.publish();
            for (int rounds = 0; !world.isQuiet(); rounds++) {
                assertThat(rounds).as("rounds until it is quiet").isLessThan(20_000);
                apply();
                world.limiterNext();
                world.answerNext();
                world.hearNext();
                checkNothingIsMissing();
            }
            assertThat(world.limiter.leaseIds()).as("leases when quiet").isEqualTo(rightfulLeases());
            // Channels about which the Limiter was silent are left alone for a moment; then nobody who could be served is not.
            world.pass(Duration.ofSeconds(1));
            if (!world.isQuiet()) {
                quieten();
                return;
            }
            checkNobodyIsServedInVain();
            for (Dequeue wish : wishes.values())
                if (!gone.contains(wish.id()) && world.answer(wish.id()) == null) checkNothingSuits(wish);
            for (RequestId other : others)
                if (!gone.contains(other) && !other.value().startsWith("create")) assertThat(world.answer(other)).as("%s", other).isNotNull();
        }

        /// What a consumer was handed that left before it had it is back.
        private void checkNobodyIsServedInVain() {
            Set<HandOutId> told = new HashSet<>(heldAtRestart);
            for (RequestId take : takes)
                if (world.answer(take) instanceof QueueEvent.HandedOut(var _, var deliveries))
                    deliveries.forEach(delivery -> told.add(delivery.processing().handOut()));
            assertThat(told).containsAll(processing().stream().map(Processing::handOut).toList());
        }

        private void checkNothingSuits(Dequeue wish) {
            assertThat(wish.patience()).isPositive();
            for (ChannelPicture channel : channels()) {
                boolean matches = wish.query().matches(new Thing(channel));
                if (matches && !channel.waiting().isEmpty())
                    assertThat(world.limiter.wouldAllow(Counters.of(Scene.QUEUE, channel.keys()).running()))
                            .as("%s could be served from %s", wish, channel.keys()).isFalse();
            }
        }

        private void finish() {
            quieten();
            checkReplay();
            world.limiter.limit("branch", -1);
            world.limiter.limit("os", -1);
            quieten();
            Map<ItemId, Integer> failures = new HashMap<>();
            while (!itemIds().isEmpty()) { // everything that is left can be worked off
                for (ItemId item : held()) scene.ack(item, Verdict.SUCCESS);
                quieten();
                RequestId take = scene.takeNow("*");
                takes.add(take);
                quieten();
                if (world.answer(take) instanceof QueueEvent.NothingToHandOut) world.pass(Duration.ofSeconds(30));
                assertThat(failures.merge(new ItemId("rounds"), 1, Integer::sum)).isLessThan(10_000);
            }
            quieten();
            assertThat(world.limiter.leaseIds()).isEmpty();
            world.pass(Duration.ofSeconds(1000));
            quieten();
            for (RequestId take : takes) if (!gone.contains(take)) assertThat(world.answer(take)).as("%s", take).isNotNull();
        }

        private void checkReplay() {
            TablePicture picture = world.machine.capture();
            QueueMachine replica = new QueueMachine(1000);
            world.history.forEach(entry -> replica.apply(entry.getKey(), entry.getValue()));
            assertThat(replica.capture()).isEqualTo(picture);
            QueueMachine restored = new QueueMachine(1000);
            restored.restore(picture);
            assertThat(restored.capture()).isEqualTo(picture);
        }

        private List<ChannelPicture> channels() {
            return world.machine.capture().queues().stream().flatMap(queue -> queue.channels().stream()).toList();
        }

        private Optional<ChannelPicture> channel(KeyValues keys) {
            return channels().stream().filter(channel -> channel.keys().equals(keys)).findFirst();
        }

        private Set<ItemId> itemIds() {
            Set<ItemId> ids = new HashSet<>();
            for (ChannelPicture channel : channels()) {
                for (Item item : channel.waiting()) assertThat(ids.add(item.id())).as("%s is in one place", item.id()).isTrue();
                for (Processing each : channel.processing())
                    assertThat(ids.add(each.item().id())).as("%s is in one place", each.item().id()).isTrue();
            }
            return ids;
        }

        private List<ItemId> held() {
            return processing().stream().map(each -> each.item().id()).toList();
        }

        private List<Processing> processing() {
            return channels().stream().flatMap(channel -> channel.processing().stream()).toList();
        }

        private Set<String> rightfulLeases() {
            Set<String> leases = new HashSet<>();
            for (ChannelPicture channel : channels()) {
                channel.waiting().forEach(item -> leases.add(item.id().value()));
                for (Processing each : channel.processing()) {
                    leases.add(each.item().id().value());
                    leases.add(each.item().id().value() + "/" + each.handOut().value());
                }
            }
            return leases;
        }

        private String one(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }
    }

    private record Thing(ChannelPicture channel) implements Subject {
        @Override
        public String id() {
            return channel.id();
        }

        @Override
        public KeyPatterns keys() {
            return channel.keys().asPatterns();
        }
    }
}
