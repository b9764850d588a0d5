package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Consumers: which channel they get, how they wait, and what becomes of those that leave.
class ServingTest {

    @Test
    void consumer_gets_only_what_its_query_matches() {
        Scene scene = Scene.withQueue();
        scene.put("os=mac", "m");
        scene.put("os=linux", "l");
        assertThat(Scene.text(scene.got("os=linux"))).isEqualTo("l");
        assertThat(scene.got("os=linux")).isNull();
    }

    @Test
    void max_takes_as_many_as_there_are_and_waits_for_the_first() {
        Scene scene = Scene.withQueue();
        RequestId early = scene.take(scene.wish("*", new Strategy.RoundRobin(), 5, Scene.LONG));
        for (String channel : List.of("c=1", "c=2", "c=3")) scene.put(channel, channel);
        RequestId late = scene.take(scene.wish("*", new Strategy.RoundRobin(), 5, Scene.LONG));
        scene.world.runToQuiet();
        assertThat(((QueueEvent.HandedOut) scene.world.answer(early)).deliveries()).extracting(Scene::text).containsExactly("c=1");
        assertThat(((QueueEvent.HandedOut) scene.world.answer(late)).deliveries()).extracting(Scene::text).containsExactly("c=2", "c=3");
    }

    @Test
    void enqueue_wakes_the_one_that_waits_longest_among_those_it_suits() {
        Scene scene = Scene.withQueue();
        RequestId mac = scene.take("os=mac");
        RequestId first = scene.take("os=linux");
        RequestId second = scene.take("*");
        scene.put("os=linux", "l");
        assertThat(scene.text(first)).isEqualTo("l");
        assertThat(scene.world.answer(mac)).isNull();
        assertThat(scene.world.answer(second)).isNull();
    }

    @Test
    void patience_ends_with_nothing_and_zero_still_asks_once() {
        Scene scene = Scene.withQueue();
        RequestId waits = scene.take(scene.wish("*", new Strategy.RoundRobin(), 1, Duration.ofSeconds(5)));
        scene.world.pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(scene.world.answer(waits)).isNull();
        scene.world.pass(Duration.ofNanos(1));
        assertThat(scene.world.answer(waits)).isEqualTo(new QueueEvent.NothingToHandOut(waits));
        scene.put("c=1", "x");
        assertThat(Scene.text(scene.got("*"))).isEqualTo("x");
    }

    @Test
    void too_many_consumers_are_refused() {
        Scene scene = new Scene(new World(2));
        scene.world.runToQuiet();
        scene.create(Scene.QUEUE, new Capacity.Unlimited());
        scene.world.runToQuiet();
        scene.take("*");
        scene.take("*");
        assertThat(((QueueEvent.Refused) scene.world.answer(scene.take("*"))).refusal()).isEqualTo(new Refusal.TooManyWaiting(Scene.QUEUE, 2));
    }

    @Test
    void what_was_got_for_a_consumer_that_left_goes_to_the_next_one() {
        Scene scene = Scene.withQueue();
        scene.put("c=1", "x");
        RequestId leaves = scene.take("*");
        RequestId stays = scene.take("*");
        scene.world.leave(leaves);
        scene.world.runToQuiet();
        assertThat(scene.text(stays)).isEqualTo("x");
        assertThat(scene.world.limiter.leaseIds()).hasSize(2);
    }

    @Test
    void what_was_got_for_a_consumer_that_left_is_given_back_when_nobody_else_waits() {
        Scene scene = Scene.withQueue();
        scene.put("c=1", "x");
        scene.world.leave(scene.take("*"));
        scene.world.runToQuiet();
        assertThat(scene.waiting("c=1")).containsExactly("x");
        assertThat(scene.world.limiter.leaseIds()).hasSize(1);
    }

    @Test
    void item_handed_out_to_a_consumer_that_left_at_that_moment_is_back_with_no_attempt_used() {
        Scene scene = Scene.withQueue();
        scene.put("c=1", "x");
        RequestId take = scene.take("*");
        scene.world.limiterNext();
        scene.world.answerNext();
        scene.world.leave(take); // its hand-out is on its way to the log
        scene.world.runToQuiet();
        assertThat(scene.waiting("c=1")).containsExactly("x");
        assertThat(scene.got("*").processing().attempt()).isEqualTo(1);
    }

    @Test
    void item_handed_out_to_a_consumer_that_may_come_back_for_its_answer_stays_with_it() {
        Scene scene = Scene.withQueue();
        scene.put("c=1", "x");
        RequestId take = scene.take(Scene.comingBack(scene.wish("*", new Strategy.RoundRobin(), 1, Duration.ZERO)));
        scene.world.limiterNext();
        scene.world.answerNext();
        scene.world.leave(take);
        scene.world.runToQuiet();
        assertThat(scene.waiting("c=1")).isEmpty();
        assertThat(scene.got("*")).isNull();
        assertThat(scene.world.limiter.leaseIds()).hasSize(2); // it waits for its consumer: enqueued, and running
    }

    @Test
    void items_of_one_channel_are_handed_out_in_their_order_to_many_consumers() {
        Scene scene = Scene.withQueue();
        List<RequestId> takes = new ArrayList<>();
        for (int i = 0; i < 40; i++) scene.put("c=1", "" + i);
        for (int i = 0; i < 40; i++) takes.add(scene.take("*"));
        scene.world.runToQuiet();
        assertThat(takes).extracting(scene::text).containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "" + i).toList());
    }

    @Test
    void deleting_a_queue_drops_its_items_frees_their_places_and_sends_consumers_away_at_once() {
        Scene scene = Scene.withQueue();
        RequestId waits = scene.take("c=2");
        scene.put("c=1", "held");
        ItemId held = scene.got("*").processing().item().id();
        scene.put("c=1", "waits");
        RequestId delete = scene.next("delete");
        scene.world.submit(new QueueCommand.DeleteQueue(delete, Scene.QUEUE));
        scene.world.applyNext();
        assertThat(((QueueEvent.Refused) scene.world.answer(waits)).refusal()).isEqualTo(new Refusal.QueueGone(Scene.QUEUE));
        assertThat(scene.world.answer(delete)).as("not before the places are free").isNull();
        scene.world.runToQuiet();
        assertThat(scene.world.answer(delete)).isEqualTo(new QueueEvent.QueueDeleted(delete, Scene.QUEUE));
        assertThat(scene.world.limiter.leaseIds()).isEmpty();
        assertThat(((QueueEvent.Refused) scene.acked(held, Verdict.SUCCESS)).refusal()).isInstanceOf(Refusal.NoSuchQueue.class);
        scene.create(Scene.QUEUE, new Capacity.Unlimited());
        scene.world.runToQuiet();
        assertThat(((QueueEvent.Refused) scene.acked(held, Verdict.SUCCESS)).refusal()).isEqualTo(new Refusal.NoSuchItem(held));
    }

    @Test
    void deleting_channels_by_query_drops_those_and_no_others() {
        Scene scene = Scene.withQueue();
        for (String channel : List.of("os=linux,c=1", "os=linux,c=2", "os=mac,c=1")) scene.put(channel, channel);
        RequestId delete = scene.next("delete");
        scene.world.submit(new QueueCommand.DeleteChannels(delete, Scene.QUEUE, Scene.query("os=linux")));
        RequestId again = scene.next("delete");
        scene.world.submit(new QueueCommand.DeleteChannels(again, Scene.QUEUE, Scene.query("os=linux")));
        scene.world.runToQuiet();
        assertThat(scene.world.answer(delete)).isEqualTo(new QueueEvent.ChannelsDeleted(delete, 2));
        assertThat(((QueueEvent.Refused) scene.world.answer(again)).refusal()).isInstanceOf(Refusal.NoChannelMatches.class);
        assertThat(scene.world.limiter.leaseIds()).hasSize(1);
        assertThat(scene.world.machine.queue(Scene.QUEUE).orElseThrow().waiting()).isEqualTo(1);
    }

    @Test
    void ack_must_name_the_right_channel_and_the_present_hand_out() {
        Scene scene = Scene.withQueue();
        ItemId item = scene.put("c=1", "x");
        long token = scene.got("*").processing().fencingToken();
        assertThat(ack(scene, item, Optional.of("c=2"), Optional.empty())).isEqualTo(new Refusal.NoSuchItem(item));
        assertThat(ack(scene, item, Optional.empty(), Optional.of(token - 1))).isEqualTo(new Refusal.HandedOutAgain(item, token));
        assertThat(ack(scene, item, Optional.of("c=1"), Optional.of(token))).isNull();
    }

    private static Refusal ack(Scene scene, ItemId item, Optional<String> channel, Optional<Long> token) {
        RequestId id = scene.next("ack");
        scene.world.submit(new QueueCommand.Ack(id, Scene.QUEUE, item, channel.map(Scene::keys), token, Verdict.SUCCESS));
        scene.world.runToQuiet();
        return scene.world.answer(id) instanceof QueueEvent.Refused(var _, Refusal refusal) ? refusal : null;
    }
}
