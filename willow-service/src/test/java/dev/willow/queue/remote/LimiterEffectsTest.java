package dev.willow.queue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.domain.table.TablePicture;
import dev.willow.queue.domain.table.TablePicture.ChannelPicture;
import dev.willow.queue.domain.table.TablePicture.QueuePicture;
import dev.willow.queue.store.QueueCodecs;
import dev.willow.queue.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The queues in a real engine, beside a Limiter that can be stopped, slowed down and made forgetful.
class LimiterEffectsTest {
    private static final String QUEUE = "q";
    private static final String CHANNEL = "branch=main";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final LinkSettings PATIENT = new LinkSettings(NEVER, PAUSE, PAUSE, NEVER, NEVER, 8, 500);

    private final FakeLimiter limiter = new FakeLimiter();
    private final Phaser background = new Phaser(1);
    private final ManualTicker ticker = new ManualTicker(this::start);
    private final QueueMachine machine = new QueueMachine(1000);
    private Engine<QueueCommand, QueueEvent> engine;
    private LimiterEffects effects;
    private final CompletableFuture<Void> leading = new CompletableFuture<>();
    private final Semaphore asked = new Semaphore(0);
    private int requests;

    @AfterEach
    void stop() {
        if (engine != null) engine.close();
        if (effects != null) effects.close();
    }

    private void start(Runnable task) {
        background.register();
        Thread.startVirtualThread(() -> {
            try {
                task.run();
            } finally {
                background.arriveAndDeregister();
            }
        });
    }

    /// Waits until nothing goes on in the background; a call that is held does not count.
    private void awaitQuiet() {
        try {
            background.awaitAdvanceInterruptibly(background.arrive(), 30, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException busy) {
            throw new AssertionError(busy);
        }
    }

    private void start(LinkSettings settings) {
        engine = Engines.start(EngineSettings.inMemory(), machine, QueueCodecs.version1(), started -> {
            effects = new LimiterEffects(started, machine, limiter, settings, ticker, request -> Optional.of("x-" + request.value()));
            return event -> {
                effects.perform(event);
                if (event instanceof QueueEvent.Reconcile) leading.complete(null);
                if (event instanceof QueueEvent.AskLimiter) asked.release();
            };
        });
        get(leading);
    }

    private void startServing(LinkSettings settings) {
        start(settings);
        awaitServing(true);
        get(create(QUEUE, new Capacity.Unlimited()));
    }

    @Test
    void questions_that_wait_while_a_call_is_under_way_travel_together() throws InterruptedException {
        startServing(PATIENT);
        limiter.hold(true, false);
        List<CompletableFuture<QueueEvent>> pushes = new ArrayList<>();
        pushes.add(push("branch=first"));
        limiter.awaitCalls(1);
        for (int i = 0; i < 20; i++) pushes.add(push("branch=b" + i));
        assertThat(asked.tryAcquire(21, 30, TimeUnit.SECONDS)).isTrue();
        limiter.hold(false, false);
        pushes.forEach(push -> assertThat(get(push)).isInstanceOf(QueueEvent.Accepted.class));
        assertThat(limiter.calls()).extracting(call -> call.changes().size()).containsExactly(1, 20);
    }

    @Test
    void call_that_takes_long_does_not_hold_up_the_questions_behind_it() throws InterruptedException {
        Duration impatience = Duration.ofMillis(50);
        startServing(new LinkSettings(NEVER, PAUSE, PAUSE, NEVER, impatience, 2, 500));
        limiter.hold(true, false);
        push("branch=slow");
        limiter.awaitCalls(1);
        push("branch=quick");
        assertThat(ticker.awaitAlarms(2)).as("before the leases are listed again").isEqualTo(impatience);
        pass(impatience);
        limiter.awaitCalls(2);
        limiter.hold(false, false);
    }

    @Test
    void one_call_carries_the_ids_of_all_requests_that_it_serves() {
        startServing(PATIENT);
        CompletableFuture<QueueEvent> push = push(CHANNEL);
        get(push);
        assertThat(limiter.calls().getFirst().requestId()).contains("x-push-2");
        Delivery got = delivery(take(Duration.ofMinutes(1)));
        assertThat(limiter.calls().getLast().requestId()).contains("x-take-3");
        get(ack(got, Verdict.SUCCESS));
        assertThat(limiter.calls().getLast().requestId()).contains("x-ack-4");
    }

    @Test
    void ack_is_answered_when_its_leases_are_removed() {
        startServing(PATIENT);
        get(push(CHANNEL));
        Delivery got = delivery(take(Duration.ofMinutes(1)));
        assertThat(limiter.leaseIds()).hasSize(2);
        limiter.hold(false, true);
        int before = limiter.calls().size();
        CompletableFuture<QueueEvent> ack = ack(got, Verdict.SUCCESS);
        limiter.awaitCalls(before + 1);
        look();
        assertThat(ack).isNotDone();
        limiter.hold(false, false);
        assertThat(get(ack)).isInstanceOf(QueueEvent.Acked.class);
        assertThat(limiter.leaseIds()).isEmpty();
    }

    @Test
    void ack_whose_leases_are_being_removed_is_answered_when_the_limiter_is_found_to_be_away() throws InterruptedException {
        startServing(PATIENT);
        get(push(CHANNEL));
        Delivery got = delivery(take(Duration.ofMinutes(1)));
        limiter.hold(false, true);
        int before = limiter.calls().size();
        CompletableFuture<QueueEvent> ack = ack(got, Verdict.SUCCESS);
        limiter.awaitCalls(before + 1);
        limiter.goAway();
        awaitServing(false);
        assertThat(get(ack)).as("while the removal has no answer yet").isInstanceOf(QueueEvent.Acked.class);
        awaitQuiet(); // so that it is known to fail before the Limiter is back
        limiter.hold(false, false);
        limiter.comeBack();
        letPausePass();
        awaitServing(true);
        assertThat(limiter.leaseIds()).isEmpty();
    }

    @Test
    void while_the_limiter_is_away_acks_go_on_and_what_needs_it_is_refused_and_afterwards_the_counters_follow() throws InterruptedException {
        startServing(PATIENT);
        get(push(CHANNEL));
        Delivery got = delivery(take(Duration.ofMinutes(1)));
        CompletableFuture<QueueEvent> waiting = take("branch=other", Duration.ofMinutes(5));
        limiter.goAway();
        awaitServing(false);
        assertThat(refusal(waiting)).isInstanceOf(Refusal.LimiterUnreachable.class);
        assertThat(refusal(push(CHANNEL))).isInstanceOf(Refusal.LimiterUnreachable.class);
        assertThat(refusal(take(Duration.ofMinutes(5)))).isInstanceOf(Refusal.LimiterUnreachable.class);
        assertThat(get(heartbeat(got))).isInstanceOf(QueueEvent.Kept.class);
        assertThat(get(ack(got, Verdict.SUCCESS))).isInstanceOf(QueueEvent.Acked.class);
        assertThat(get(create("made meanwhile", new Capacity.AtMost(1)))).isInstanceOf(QueueEvent.QueueCreated.class);
        assertThat(limiter.leaseIds()).as("nobody could remove them").hasSize(2);
        limiter.comeBack();
        letPausePass();
        awaitServing(true);
        assertThat(limiter.leaseIds()).isEmpty();
        assertThat(get(push("made meanwhile", CHANNEL))).isInstanceOf(QueueEvent.Accepted.class);
        assertThat(refusal(push("made meanwhile", CHANNEL))).isInstanceOf(Refusal.QueueFull.class);
    }

    @Test
    void lost_answer_leaves_no_lease_behind() throws InterruptedException {
        startServing(PATIENT);
        limiter.loseAnswers(true);
        assertThat(refusal(push(CHANNEL))).isInstanceOf(Refusal.LimiterUnreachable.class);
        limiter.loseAnswers(false);
        letPausePass();
        awaitServing(true);
        limiter.awaitLeases(0);
        assertThat(get(push(CHANNEL))).isInstanceOf(QueueEvent.Accepted.class);
        assertThat(limiter.leaseIds()).hasSize(1);
    }

    @Test
    void question_that_is_carried_out_after_it_was_given_up_is_taken_back_soon() throws InterruptedException {
        LinkSettings settings = new LinkSettings(NEVER, PAUSE, PAUSE, Duration.ofMinutes(15), NEVER, 8, 500);
        startServing(settings);
        limiter.loseAnswers(true);
        assertThat(refusal(push(CHANNEL))).isInstanceOf(Refusal.LimiterUnreachable.class);
        Lease late = limiter.calls().getFirst().changes().getFirst().lease();
        limiter.loseAnswers(false);
        letPausePass();
        awaitServing(true);
        limiter.awaitLeases(0);
        for (int i = 0; i < 2; i++) { // the Limiter was only slow, and more than once
            limiter.change(() -> limiter.limiter.put(late));
            pass(settings.doubtInterval());
            limiter.awaitLeases(0);
        }
    }

    @Test
    void news_of_room_wakes_the_consumer_that_waits() {
        startServing(PATIENT);
        limiter.change(() -> limiter.limiter.limit("branch", 1));
        get(push(CHANNEL));
        get(push(CHANNEL));
        Delivery first = delivery(take(Duration.ofMinutes(1)));
        CompletableFuture<QueueEvent> second = take(Duration.ofMinutes(5));
        assertThat(get(take(Duration.ZERO))).isInstanceOf(QueueEvent.NothingToHandOut.class);
        assertThat(second).isNotDone();
        get(ack(first, Verdict.SUCCESS));
        assertThat((Object) delivery(second).channel()).isEqualTo(Scene.keys(CHANNEL));
    }

    @Test
    void missed_news_is_made_good_while_serving_goes_on() {
        startServing(PATIENT);
        limiter.change(() -> limiter.limiter.limit("branch", 0));
        get(push(CHANNEL));
        CompletableFuture<QueueEvent> waiting = take(Duration.ofMinutes(5));
        assertThat(get(take(Duration.ZERO))).isInstanceOf(QueueEvent.NothingToHandOut.class);
        limiter.change(() -> {
            limiter.limiter.limit("branch", 5);
            limiter.limiter.put(new Lease(Scene.keys("_willow_queue_name=q,_willow_running=true"), "stray"));
            limiter.limiter.forgetNews();
        });
        limiter.missNews();
        assertThat((Object) delivery(waiting).channel()).isEqualTo(Scene.keys(CHANNEL));
        limiter.awaitLeases(2);
        assertThat(limiter.leaseIds()).doesNotContain("stray");
    }

    @Test
    void before_anything_is_served_the_limiter_is_made_to_agree() throws InterruptedException {
        machine.restore(heldAndWaiting());
        limiter.limiter.put(new Lease(Scene.keys("_willow_queue_name=q,_willow_running=true,branch=main"), "old/1"));
        limiter.limiter.put(new Lease(Scene.keys("_willow_queue_name=q,_willow_enqueued=true,_willow_branch=main"), "waits"));
        limiter.goAway();
        start(PATIENT);
        assertThat(refusal(push(CHANNEL))).isInstanceOf(Refusal.LimiterUnreachable.class);
        limiter.comeBack();
        letPausePass();
        awaitServing(true);
        assertThat(limiter.leaseIds()).containsExactlyInAnyOrder("waits", "held", "held/h-1");
        assertThat(limiter.told()).containsExactly("limits [q]");
    }

    /// As it was before a restart: one item is with a consumer, one waits.
    private static TablePicture heldAndWaiting() {
        Processing held = new Processing(item("held", 1), new HandOutId("h-1"), 1);
        ChannelPicture channel = new ChannelPicture("channel", Scene.keys(CHANNEL), List.of(item("waits", 2)), List.of(held));
        return new TablePicture(2, 1, List.of(new QueuePicture(QUEUE, new Capacity.AtMost(2), List.of(channel))));
    }

    private static Item item(String id, long place) {
        return Item.arrived(new ItemId(id), Scene.bytes(id), Scene.fixed(), place, Instant.EPOCH);
    }

    private CompletableFuture<QueueEvent> create(String queue, Capacity capacity) {
        RequestId id = next("create");
        return engine.request(id, Optional.empty(), _ -> Step.log(new QueueCommand.CreateQueue(id, queue, capacity)));
    }

    private CompletableFuture<QueueEvent> push(String channel) {
        return push(QUEUE, channel);
    }

    private CompletableFuture<QueueEvent> push(String queue, String channel) {
        RequestId id = next("push");
        var enqueue = new QueueCommand.Enqueue(id, queue, Scene.keys(channel), new ItemId("item-" + requests), Scene.bytes("x"), Scene.fixed(), false);
        return engine.request(id, Optional.empty(), now -> machine.enqueue(enqueue, now));
    }

    private CompletableFuture<QueueEvent> take(Duration patience) {
        return take("*", patience);
    }

    private CompletableFuture<QueueEvent> take(String where, Duration patience) {
        RequestId id = next("take");
        Dequeue wish = new Dequeue(id, QUEUE, Scene.query(where), new Strategy.RoundRobin(), 1, id.value(), patience, false);
        return engine.request(id, Optional.empty(), now -> machine.dequeue(wish, now));
    }

    private CompletableFuture<QueueEvent> ack(Delivery delivery, Verdict verdict) {
        RequestId id = next("ack");
        ItemId item = delivery.processing().item().id();
        return engine.request(id, Optional.empty(), _ -> Step.log(new QueueCommand.Ack(id, QUEUE, item, Optional.empty(), Optional.empty(), verdict)));
    }

    private CompletableFuture<QueueEvent> heartbeat(Delivery delivery) {
        RequestId id = next("heartbeat");
        ItemId item = delivery.processing().item().id();
        return engine.request(id, Optional.empty(), now -> machine.heartbeat(id, QUEUE, item, Optional.empty(), Optional.empty(), now));
    }

    private RequestId next(String kind) {
        return new RequestId(kind + "-" + ++requests);
    }

    private static Delivery delivery(CompletableFuture<QueueEvent> take) {
        return ((QueueEvent.HandedOut) get(take)).deliveries().getFirst();
    }

    private static Refusal refusal(CompletableFuture<QueueEvent> answer) {
        return ((QueueEvent.Refused) get(answer)).refusal();
    }

    /// The Limiter, which was away, is tried again.
    private void letPausePass() throws InterruptedException {
        assertThat(ticker.awaitAlarms(1)).isEqualTo(PAUSE);
        pass(PAUSE);
    }

    /// Moves time when nobody is about to look at it.
    private void pass(Duration time) {
        awaitQuiet();
        get(engine.idle());
        awaitQuiet();
        ticker.advance(time);
    }

    /// Lets the engine work through all that it has been told.
    private void look() {
        get(engine.read(_ -> true));
    }

    /// Reads answer in their order, so this asks as fast as the engine answers until it sees the change.
    private void awaitServing(boolean isThere) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (get(engine.read(_ -> machine.isLimiterThere())) != isThere)
            if (System.nanoTime() - end > 0) throw new AssertionError("the Limiter is there: " + !isThere);
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
