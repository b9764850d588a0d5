package dev.willow.queue.domain.dispatch;

import static dev.willow.queue.testing.Scene.fixed;
import static dev.willow.queue.testing.Scene.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Enqueues: new items, updates in place, and queues that are full.
class AdmissionsTest {
    private static final String CHANNEL = "branch=main";

    @Test
    void update_overwrites_bytes_and_handling_and_keeps_id_and_place() {
        Scene scene = Scene.withQueue();
        scene.put(CHANNEL, "before");
        ItemId id = scene.put(CHANNEL, "old", updateable());
        Item old = scene.channelPicture(CHANNEL).orElseThrow().waiting().getLast();
        Handling handling = new Handling(true, new Retries.ForEver(), RetryPosition.BACK, Scene.LONG);

        RequestId update = scene.push(CHANNEL, "new", handling);
        scene.world.runToQuiet();

        assertThat(scene.accepted(update)).isEqualTo(new QueueEvent.Accepted(update, id, 1));
        assertThat(scene.waiting(CHANNEL)).containsExactly("before", "new");
        Item updated = scene.channelPicture(CHANNEL).orElseThrow().waiting().getLast();
        assertThat(updated.handling()).isEqualTo(handling);
        assertThat(updated.place()).isEqualTo(old.place());
        assertThat(updated.since()).isEqualTo(old.since());
    }

    @Test
    void update_lets_attempts_start_again() {
        Scene scene = Scene.withQueue();
        Handling handling = new Handling(true, new Retries.Times(3), RetryPosition.FRONT, Scene.TIMEOUT);
        scene.put(CHANNEL, "old", handling);
        scene.acked(scene.got("*").processing().item().id(), Verdict.FAILURE);
        scene.put(CHANNEL, "new", handling);
        assertThat(scene.got("*").processing().attempt()).isEqualTo(1);
    }

    @Test
    void update_asks_nobody_and_fits_into_a_full_queue() {
        Scene scene = Scene.withQueue(new Capacity.AtMost(1));
        scene.put(CHANNEL, "old", updateable());
        int asked = scene.world.asked;
        scene.put(CHANNEL, "new", updateable());
        assertThat(scene.world.asked).isEqualTo(asked);
        assertThat(scene.waiting(CHANNEL)).containsExactly("new");
    }

    @Test
    void item_behind_one_that_is_not_updateable_or_that_a_consumer_has_is_a_new_one() {
        Scene scene = Scene.withQueue();
        ItemId first = scene.put(CHANNEL, "first", updateable());
        scene.got("*");
        ItemId second = scene.put(CHANNEL, "second", fixed());
        ItemId third = scene.put(CHANNEL, "third", updateable());
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(scene.waiting(CHANNEL)).containsExactly("second", "third");
    }

    @Test
    void update_that_races_a_dequeue_and_loses_becomes_a_new_item() {
        Scene scene = Scene.withQueue();
        ItemId first = scene.put(CHANNEL, "first", updateable());
        World world = scene.world;
        RequestId take = scene.takeNow("*");
        world.limiterNext();
        world.answerNext(); // the hand-out is on its way to the log
        RequestId push = scene.push(CHANNEL, "second", updateable()); // and this behind it, as an update
        world.runToQuiet();
        assertThat(scene.text(take)).isEqualTo("first");
        assertThat(scene.accepted(push).item()).isNotEqualTo(first);
        assertThat(scene.accepted(push).isUpdate()).isFalse();
        assertThat(scene.waiting(CHANNEL)).containsExactly("second");
    }

    @Test
    void update_that_races_a_dequeue_and_wins_is_what_is_delivered() {
        Scene scene = Scene.withQueue();
        scene.put(CHANNEL, "first", updateable());
        RequestId take = scene.takeNow("*"); // the Limiter is being asked
        scene.push(CHANNEL, "second", updateable());
        scene.world.runToQuiet();
        assertThat(scene.text(take)).isEqualTo("second");
        assertThat(scene.waiting(CHANNEL)).isEmpty();
    }

    @Test
    void place_that_turns_out_not_to_be_needed_is_given_back() {
        Scene scene = Scene.withQueue();
        RequestId one = scene.push(CHANNEL, "one", fixed());
        RequestId two = scene.push(CHANNEL, "two", updateable());
        RequestId three = scene.push("branch=other", "x", updateable());
        scene.world.runToQuiet();
        List.of(one, two, three).forEach(scene::accepted);
        assertThat(scene.world.limiter.leaseIds()).hasSize(3);
    }

    @Test
    void many_producers_of_one_updateable_channel_take_one_place_and_none_is_refused() {
        Scene scene = Scene.withQueue(new Capacity.AtMost(1));
        int asked = scene.world.asked;
        List<RequestId> pushes = new ArrayList<>();
        for (int i = 0; i < 64; i++) pushes.add(scene.push(CHANNEL, "v" + i, updateable()));
        scene.world.runToQuiet();
        assertThat(pushes).filteredOn(push -> !scene.accepted(push).isUpdate()).hasSize(1);
        assertThat(scene.waiting(CHANNEL)).containsExactly("v63");
        assertThat(scene.world.asked - asked).isEqualTo(1);
    }

    @Test
    void full_queue_refuses_with_the_limit_and_counts_what_consumers_have() {
        Scene scene = Scene.withQueue(new Capacity.AtMost(2));
        scene.put(CHANNEL, "one");
        scene.put("branch=other", "two");
        ItemId held = scene.got("*").processing().item().id();
        RequestId push = scene.push(CHANNEL, "three", fixed());
        scene.world.runToQuiet();
        assertThat(scene.world.answer(push)).isInstanceOfSatisfying(QueueEvent.Refused.class, refused ->
                assertThat(refused.refusal()).isInstanceOfSatisfying(Refusal.QueueFull.class, full -> {
                    assertThat(full.blocker().limit()).isEqualTo(2);
                    assertThat(full.blocker().count()).isEqualTo(2);
                    assertThat(full.blocker().kind()).isEqualTo(Blocker.Kind.LIMIT_REACHED);
                }));
        scene.acked(held, Verdict.SUCCESS);
        scene.put(CHANNEL, "three");
    }

    @Test
    void caller_that_leaves_before_the_limiter_answered_leaves_nothing_behind() {
        Scene scene = Scene.withQueue();
        RequestId push = scene.push(CHANNEL, "one", fixed());
        scene.world.leave(push);
        scene.world.runToQuiet();
        assertThat(scene.waiting(CHANNEL)).isEmpty();
        assertThat(scene.world.limiter.leaseIds()).isEmpty();
    }

    @Test
    void unknown_queue_is_refused() {
        Scene scene = Scene.withQueue();
        RequestId push = scene.push("nowhere", CHANNEL, "x", fixed());
        RequestId take = scene.takeNow("*");
        scene.world.runToQuiet();
        assertThat(((QueueEvent.Refused) scene.world.answer(push)).refusal()).isEqualTo(new Refusal.NoSuchQueue("nowhere"));
        assertThat(scene.world.answer(take)).isInstanceOf(QueueEvent.NothingToHandOut.class);
    }

    @Test
    void new_item_is_delivered_with_its_bytes_first_attempt_and_a_growing_token() {
        Scene scene = Scene.withQueue();
        scene.put(CHANNEL, "one");
        scene.put(CHANNEL, "two");
        Delivery one = scene.got("branch=main");
        Delivery two = scene.got("branch=main");
        assertThat(Scene.text(one)).isEqualTo("one");
        assertThat(one.processing().attempt()).isEqualTo(1);
        assertThat(two.processing().fencingToken()).isGreaterThan(one.processing().fencingToken());
    }
}
