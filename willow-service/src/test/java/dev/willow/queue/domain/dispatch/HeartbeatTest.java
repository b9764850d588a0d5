package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Heartbeats keep items, and tell whether a newer one waits.
class HeartbeatTest {
    private static final String CHANNEL = "branch=main";
    private static final Duration NEARLY = Scene.TIMEOUT.minusNanos(1);
    private static final Handling RETRIED = new Handling(true, new Retries.Times(5), RetryPosition.BACK, Scene.TIMEOUT);

    @Test
    void item_is_kept_for_as_long_as_heartbeats_come_in_time() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        for (int i = 0; i < 10; i++) {
            scene.world.pass(NEARLY);
            assertThat(scene.heartbeat(item)).isInstanceOf(QueueEvent.Kept.class);
        }
        assertThat(scene.acked(item, Verdict.SUCCESS)).isInstanceOf(QueueEvent.Acked.class);
    }

    @Test
    void heartbeat_and_time_out_cannot_both_win() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        scene.world.pass(Scene.TIMEOUT); // named as timed out; not written yet
        var late = scene.beat(item);
        assertThat(scene.world.answer(late)).as("it could still be undone").isNull();
        scene.world.runToQuiet();
        assertThat(((QueueEvent.Refused) scene.world.answer(late)).refusal()).isEqualTo(new Refusal.NoSuchItem(item));
        assertThat(((QueueEvent.Refused) scene.acked(item, Verdict.SUCCESS)).refusal()).isEqualTo(new Refusal.NoSuchItem(item));
        assertThat(scene.world.limiter.leaseIds()).isEmpty();
    }

    @Test
    void ack_that_is_written_before_the_time_out_wins() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        var ack = scene.ack(item, Verdict.SUCCESS);
        scene.world.pass(Scene.TIMEOUT);
        scene.world.runToQuiet();
        assertThat(scene.world.answer(ack)).isInstanceOf(QueueEvent.Acked.class);
    }

    @Test
    void time_out_of_an_earlier_hand_out_does_not_touch_a_later_one() {
        Scene scene = Scene.withQueue();
        ItemId item = scene.put(CHANNEL, "x", RETRIED);
        scene.got("*");
        scene.world.pass(Scene.TIMEOUT);
        var late = scene.world.waitingInLog().getFirst();
        scene.world.runToQuiet();
        Delivery again = scene.got("*");
        scene.world.submit(late);
        scene.world.runToQuiet();
        assertThat(again.processing().attempt()).isEqualTo(2);
        assertThat(scene.heartbeat(item)).isInstanceOf(QueueEvent.Kept.class);
    }

    @Test
    void time_out_that_was_lost_with_the_process_was_told_nobody_and_the_consumer_has_its_full_time_again() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        scene.world.pass(Scene.TIMEOUT);
        var late = scene.beat(item);
        scene.world.restart();
        scene.world.runToQuiet();
        assertThat(scene.world.answer(late)).isNull();
        scene.world.pass(NEARLY);
        assertThat(scene.heartbeat(item)).isInstanceOf(QueueEvent.Kept.class);
    }

    @Test
    void late_heartbeat_of_an_item_that_an_ack_takes_away_first_is_answered_all_the_same() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        var ack = scene.ack(item, Verdict.SUCCESS);
        scene.world.pass(Scene.TIMEOUT);
        var late = scene.beat(item);
        scene.world.runToQuiet();
        assertThat(scene.world.answer(ack)).isInstanceOf(QueueEvent.Acked.class);
        assertThat(scene.world.answer(late)).isInstanceOf(QueueEvent.Refused.class);
    }

    @Test
    void after_a_restart_everyone_has_the_full_time_again() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "x");
        scene.world.pass(NEARLY);
        scene.world.restart();
        scene.world.runToQuiet();
        scene.world.pass(NEARLY);
        assertThat(scene.heartbeat(item)).isInstanceOf(QueueEvent.Kept.class);
    }

    @Test
    void newer_item_supersedes() {
        Scene scene = Scene.withQueue();
        ItemId item = held(scene, "old");
        assertThat(isSuperseded(scene, item)).isFalse();
        scene.put(CHANNEL, "new", Scene.updateable());
        assertThat(isSuperseded(scene, item)).isTrue();
        scene.got("*");
        assertThat(isSuperseded(scene, item)).as("it waits no more").isFalse();
    }

    @Test
    void older_item_that_came_back_does_not_supersede() {
        Scene scene = Scene.withQueue();
        ItemId older = scene.put(CHANNEL, "older", RETRIED);
        scene.got("*");
        ItemId newer = scene.put(CHANNEL, "newer", RETRIED);
        scene.got("*");
        scene.acked(older, Verdict.FAILURE);
        assertThat(scene.waiting(CHANNEL)).containsExactly("older");
        assertThat(isSuperseded(scene, newer)).isFalse();
        scene.put(CHANNEL, "newest", RETRIED); // overwrites the older one in its place
        assertThat(isSuperseded(scene, newer)).isTrue();
    }

    private static ItemId held(Scene scene, String payload) {
        scene.put(CHANNEL, payload);
        return scene.got("*").processing().item().id();
    }

    private static boolean isSuperseded(Scene scene, ItemId item) {
        return ((QueueEvent.Kept) scene.heartbeat(item)).superseded();
    }
}
