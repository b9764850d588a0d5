package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
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

/// Producers, consumers, operators and misfortune, all by one seed, under the eyes of a [ModelCheck].
final class RandomPlay {
    private static final int STEPS = 700;
    private static final String OTHER = "other";
    private static final List<String> CHANNELS = List.of("os=linux,branch=main", "os=linux,branch=dev", "os=linux,branch=x",
            "os=mac,branch=main", "os=mac,branch=dev", "os=windows,branch=main", "os=windows,branch=y", "kind=other");
    private static final List<String> QUERIES = List.of("*", "os=linux", "os=mac", "os=windows", "branch=main", "os=linux,branch=dev", "kind=other");

    private static final List<String> OS_OVERRIDES = List.of("os=linux", "os=linux,branch=main", "os=linux,branch=x");
    private static final List<String> BRANCH_OVERRIDES = List.of("branch=main,os=linux", "branch=dev");

    /// A consumer has this item.
    private record Held(String queue, KeyValues channel, HandOutId handOut, ItemId item, long token) {}

    private final Random random;
    private final World world = World.ready();
    private final Scene scene = new Scene(world);
    private final ModelCheck check = new ModelCheck(world);
    private final Choices choices = new Choices(check.model, world.limiter);
    private final Map<RequestId, Dequeue> takes = new LinkedHashMap<>();
    private final List<RequestId> others = new ArrayList<>();
    private final Set<RequestId> gone = new HashSet<>();
    private final Set<HandOutId> keptAnyhow = new HashSet<>();
    private final Map<ItemId, Long> earlierTokens = new HashMap<>();
    private boolean limiterIsThere = true;
    private int pushed;
    private int stepsAtOnce;

    RandomPlay(long seed) {
        random = new Random(seed);
        world.limiter.tellWhatDecides(random.nextInt(4) > 0);
    }

    void run() {
        for (String queue : List.of(Scene.QUEUE, OTHER)) others.add(scene.create(queue, capacity()));
        quieten();
        for (int step = 0; step < STEPS; step++) {
            stepsAtOnce = random.nextInt(3) == 0 ? 3 : 1;
            world.inOneTurn(this::act);
            check.checkAnswers(stepsAtOnce);
            check.checkNoLeaseIsMissing();
            if (random.nextInt(40) == 0) {
                quieten();
                checkChoice();
            }
        }
        finish();
    }

    private void act() {
        for (int i = 0; i < stepsAtOnce; i++) step();
    }

    private void step() {
        int die = random.nextInt(100);
        if (die < 1) others.add(scene.create(queue(), capacity()));
        else if (die < 2) world.limiter.limit("branch", random.nextInt(-1, 3));
        else if (die < 3) { if (random.nextBoolean()) world.limiter.limit("os", random.nextInt(-1, 4)); else override(); }
        else if (die < 4) world.submit(new QueueCommand.SetQueue(request("set"), queue(), Optional.of(capacity())));
        else if (die < 5) { if (random.nextInt(4) == 0) restart(); }
        else if (die < 6) toggleLimiter();
        else if (die < 7) deleteSomething();
        else if (die < 8) { if (random.nextInt(4) == 0) repeatSomething(); else world.pass(Duration.ofSeconds(random.nextInt(40))); }
        else if (die < 10) world.loseQuestion(random.nextBoolean());
        else if (die < 13) leave();
        else if (die < 15) heartbeats();
        else if (die < 25) ack();
        else if (die < 40) push();
        else if (die < 52) take();
        else if (die < 66) check.applyNext();
        else if (die < 78) world.limiterNext();
        else if (die < 90) world.answerNext();
        else {
            world.publish();
            world.hearNext();
        }
    }

    private void override() {
        Optional<Long> limit = random.nextInt(3) == 0 ? Optional.empty() : Optional.of((long) random.nextInt(-1, 3));
        if (random.nextBoolean()) world.limiter.override("os", Scene.keys(one(OS_OVERRIDES)), limit);
        else world.limiter.override("branch", Scene.keys(one(BRANCH_OVERRIDES)), limit);
    }

    private String queue() {
        return random.nextInt(5) == 0 ? OTHER : Scene.QUEUE;
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
        var enqueue = scene.enqueue(queue(), one(CHANNELS), "payload-" + ++pushed, handling);
        others.add(enqueue.id());
        boolean isAlone = check.pushed(enqueue);
        int asked = world.asked;
        scene.push(enqueue);
        if (isAlone && check.model.wouldUpdate(enqueue.queue(), enqueue.channel()))
            assertThat(world.asked).as("an update needs no place: %s", enqueue).isEqualTo(asked);
    }

    private void take() {
        Duration patience = Duration.ofSeconds(List.of(0, 5, 100).get(random.nextInt(3)));
        Dequeue wish = scene.wish(queue(), one(QUERIES), strategy(), random.nextInt(4) == 0 ? 3 : 1, patience);
        if (random.nextInt(5) == 0) {
            wish = Scene.comingBack(wish);
            check.comesBack(wish);
        }
        takes.put(wish.id(), wish);
        scene.take(wish);
    }

    private Strategy strategy() {
        return switch (random.nextInt(6)) {
            case 0 -> new Strategy.Oldest();
            case 1 -> new Strategy.Random(random.nextLong());
            case 2 -> new Strategy.Priority("branch");
            default -> new Strategy.RoundRobin();
        };
    }

    /// Nearly always right; sometimes for another channel, an earlier hand-out, or in another queue.
    private void ack() {
        List<Held> all = held().stream().filter(this::isWithSomebody).toList();
        if (all.isEmpty()) return;
        Held held = all.get(random.nextInt(all.size()));
        Optional<KeyValues> channel = switch (random.nextInt(8)) {
            case 0 -> Optional.of(Scene.keys(one(CHANNELS)));
            case 1, 2 -> Optional.of(held.channel);
            default -> Optional.empty();
        };
        Optional<Long> token = switch (random.nextInt(8)) {
            case 0 -> Optional.ofNullable(earlierTokens.get(held.item));
            case 1, 2 -> Optional.of(held.token);
            default -> Optional.empty();
        };
        earlierTokens.put(held.item, held.token);
        String queue = random.nextInt(10) == 0 ? queue() : held.queue;
        others.add(scene.ack(queue, held.item, channel, token, Verdict.values()[random.nextInt(3)]));
    }

    private void heartbeats() {
        for (Held held : held()) {
            if (random.nextBoolean()) continue;
            boolean isSuperseded = check.model.isSuperseded(held.queue, held.channel, held.item);
            RequestId beat = scene.beat(held.queue, held.item);
            switch (world.answer(beat)) {
                case QueueEvent.Kept(var _, boolean superseded) -> assertThat(superseded).as("%s superseded", held).isEqualTo(isSuperseded);
                case null -> { // too late: its time-out is on its way to the log, and it is answered then
                    assertThat(stepsAtOnce > 1 || isTimingOut(held)).as("%s is refused a heartbeat", held).isTrue();
                    others.add(beat);
                }
                default -> throw new AssertionError(held);
            }
        }
    }

    private boolean isTimingOut(Held held) {
        return world.waitingInLog().stream().anyMatch(command -> command instanceof QueueCommand.TimeOut timeOut
                && timeOut.items().stream().anyMatch(item -> item.handOut().equals(held.handOut)));
    }

    private void leave() {
        List<RequestId> waiting = takes.keySet().stream().filter(take -> world.answer(take) == null && !gone.contains(take)).toList();
        RequestId request = waiting.isEmpty() || random.nextInt(4) == 0 ? others.getLast() : waiting.get(random.nextInt(waiting.size()));
        world.leave(request);
        gone.add(request);
    }

    private void deleteSomething() {
        switch (random.nextInt(8)) {
            case 0 -> {
                String queue = queue();
                world.submit(new QueueCommand.DeleteQueue(request("delete"), queue));
                others.add(scene.create(queue, capacity()));
            }
            case 1, 2 -> world.submit(new QueueCommand.DeleteChannels(request("delete"), queue(), Scene.query(one(QUERIES))));
            default -> world.submit(new QueueCommand.DeleteChannel(request("delete"), queue(), Scene.keys(one(CHANNELS))));
        }
    }

    /// The end of an earlier hand-out is written once more, late.
    private void repeatSomething() {
        List<QueueCommand> ends = world.history.stream().map(Map.Entry::getKey)
                .filter(command -> command instanceof QueueCommand.TimeOut || command instanceof QueueCommand.TakeBack).toList();
        if (!ends.isEmpty()) world.submit(ends.get(random.nextInt(ends.size())));
    }

    private void toggleLimiter() {
        if (limiterIsThere) world.loseLimiter();
        else world.regainLimiter();
        limiterIsThere = !limiterIsThere;
    }

    /// Callers are gone with the process, but what they had they keep.
    private void restart() {
        check.checkReplay();
        held().forEach(each -> keptAnyhow.add(each.handOut));
        check.mayHaveBeenDelivered(keptAnyhow);
        world.restart();
        check.model.forgetTurns();
        limiterIsThere = true;
        gone.addAll(takes.keySet());
        gone.addAll(others);
    }

    /// Lets everything come to its end, and checks what must hold then.
    private void quieten() {
        if (!limiterIsThere) toggleLimiter();
        world.publish();
        for (int rounds = 0; !world.isQuiet(); rounds++) {
            assertThat(rounds).as("rounds until it is quiet").isLessThan(20_000);
            check.applyNext();
            world.limiterNext();
            world.answerNext();
            world.hearNext();
            check.checkAnswers(1);
            check.checkNoLeaseIsMissing();
        }
        check.checkLeasesAreExact();
        // Channels about which the Limiter was silent are left alone for a moment; then nobody who could be served is not.
        world.pass(Duration.ofSeconds(1));
        if (!world.isQuiet()) {
            quieten();
            return;
        }
        checkNobodyIsServedInVain();
        for (Dequeue wish : takes.values())
            if (!gone.contains(wish.id()) && world.answer(wish.id()) == null) checkNothingSuits(wish);
        for (RequestId other : others)
            if (!gone.contains(other)) assertThat(world.answer(other)).as("%s", other).isNotNull();
    }

    /// A consumer that asks once while all else is quiet is served from the very channel that its strategy names.
    private void checkChoice() {
        Dequeue wish = scene.wish(queue(), one(QUERIES), strategy(), 1, Duration.ZERO);
        List<KeyValues> best = choices.best(wish);
        takes.put(wish.id(), wish);
        scene.take(wish);
        quieten();
        Delivery delivery = scene.delivery(wish.id());
        if (best.isEmpty()) assertThat(delivery).as("%s", wish).isNull();
        else assertThat(best).as("%s", wish).contains(delivery.channel());
    }

    /// What a consumer was handed that left before it had it is back, unless it may come back for it.
    private void checkNobodyIsServedInVain() {
        for (Held held : held()) assertThat(isWithSomebody(held)).as("%s is with somebody", held).isTrue();
    }

    private boolean isWithSomebody(Held held) {
        if (keptAnyhow.contains(held.handOut)) return true;
        RequestId consumer = check.consumerOf(held.handOut);
        return takes.get(consumer).mayComeBack() || scene.delivery(consumer) != null;
    }

    private void checkNothingSuits(Dequeue wish) {
        assertThat(wish.patience()).isPositive();
        assertThat(choices.candidates(wish)).as("what %s could be served from", wish).isEmpty();
    }

    /// Everything that is left can be worked off, and then nothing is left anywhere.
    private void finish() {
        quieten();
        check.checkReplay();
        world.limiter.limit("branch", -1);
        world.limiter.limit("os", -1);
        for (String pairs : OS_OVERRIDES) world.limiter.override("os", Scene.keys(pairs), Optional.empty());
        for (String pairs : BRANCH_OVERRIDES) world.limiter.override("branch", Scene.keys(pairs), Optional.empty());
        quieten();
        for (int rounds = 0; check.model.queues().values().stream().anyMatch(lines -> !lines.isEmpty()); rounds++) {
            assertThat(rounds).isLessThan(10_000);
            for (Held held : held()) scene.ack(held.queue, held.item, Optional.of(held.channel), Optional.of(held.token), Verdict.SUCCESS);
            quieten();
            for (String queue : List.of(Scene.QUEUE, OTHER)) {
                Dequeue wish = scene.wish(queue, "*", new Strategy.RoundRobin(), 10, Duration.ZERO);
                takes.put(wish.id(), wish);
                scene.take(wish);
                quieten();
            }
        }
        quieten();
        assertThat(world.limiter.leaseIds()).isEmpty();
        world.pass(Duration.ofSeconds(1000));
        quieten();
        for (Dequeue wish : takes.values()) if (!gone.contains(wish.id())) assertThat(world.answer(wish.id())).as("%s", wish).isNotNull();
        check.checkNothingAcceptedWasLost();
    }

    private List<Held> held() {
        List<Held> held = new ArrayList<>();
        world.machine.capture().queues().forEach(queue -> queue.channels().forEach(channel -> channel.processing().forEach(each ->
                held.add(new Held(queue.name(), channel.keys(), each.handOut(), each.item().id(), each.fencingToken())))));
        return held;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
