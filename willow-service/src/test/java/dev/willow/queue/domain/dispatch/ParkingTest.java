package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Channels that limits hold back: they hold up nobody, cost nothing, and are woken when there is room and not before.
class ParkingTest {

    /// At most so many at a time for each value of the key.
    private static Scene limited(String key, long limit) {
        Scene scene = Scene.withQueue();
        scene.world.limiter.limit(key, limit);
        scene.world.runToQuiet();
        return scene;
    }

    @Test
    void channel_that_is_held_back_holds_up_no_other() {
        Scene scene = limited("branch", 1);
        for (int i = 0; i < 3; i++) scene.put("branch=main", "main" + i);
        scene.put("branch=dev", "dev");
        assertThat(Scene.text(scene.got("*"))).isEqualTo("main0");
        assertThat(Scene.text(scene.got("*"))).isEqualTo("dev");
        assertThat(scene.got("*")).isNull();
    }

    @Test
    void freed_place_lets_exactly_one_parked_channel_ahead_and_the_longest_waiting_first() {
        Scene scene = limited("repo", 1);
        for (int i = 0; i < 20; i++) scene.put("repo=willow,branch=" + i, "" + i);
        List<RequestId> takes = new ArrayList<>();
        for (int i = 0; i < 20; i++) takes.add(scene.take("*"));
        scene.world.runToQuiet();
        for (int i = 0; i < 20; i++) {
            List<RequestId> served = takes.stream().filter(take -> scene.delivery(take) != null).toList();
            assertThat(served).as("after %d acks", i).hasSize(i + 1);
            Delivery last = served.stream().map(scene::delivery)
                    .max(Comparator.comparingLong(each -> each.processing().fencingToken())).orElseThrow();
            assertThat(Scene.text(last)).as("in their order").isEqualTo("" + i);
            scene.acked(last.processing().item().id(), Verdict.SUCCESS);
        }
    }

    @Test
    void parked_channels_cost_nothing_and_a_freed_place_costs_two_questions_however_many_wait() {
        Scene scene = limited("repo", 1);
        for (int i = 0; i < 500; i++) scene.put("repo=willow,branch=" + i, "" + i);
        RequestId first = scene.take("*");
        for (int i = 0; i < 3; i++) scene.take("repo=willow");
        scene.world.runToQuiet();
        int asked = scene.world.asked;
        scene.put("repo=other", "x");
        assertThat(Scene.text(scene.got("repo=other"))).isEqualTo("x");
        assertThat(scene.world.asked - asked).as("for the place and the running of the other").isEqualTo(2);
        asked = scene.world.asked;
        scene.acked(scene.delivery(first).processing().item().id(), Verdict.SUCCESS);
        assertThat(scene.world.asked - asked).isLessThanOrEqualTo(2);
    }

    @Test
    void while_nothing_happens_nobody_asks_anything_however_much_time_passes() {
        Scene scene = limited("repo", 1);
        for (int i = 0; i < 100; i++) scene.put("repo=willow,branch=" + i, "" + i);
        RequestId running = scene.take("*");
        RequestId waiting = scene.take("*");
        scene.world.runToQuiet();
        int asked = scene.world.asked;
        Duration step = Duration.ofSeconds(10);
        for (Duration passed = step; passed.compareTo(Scene.LONG) < 0; passed = passed.plus(step)) {
            scene.world.pass(step);
            scene.heartbeat(scene.delivery(running).processing().item().id());
            scene.world.runToQuiet();
        }
        assertThat(scene.world.asked).isEqualTo(asked);
        assertThat(scene.world.answer(waiting)).as("it still waits").isNull();
        scene.acked(scene.delivery(running).processing().item().id(), Verdict.SUCCESS);
        assertThat(scene.delivery(waiting)).as("and is served when there is room").isNotNull();
    }

    @Test
    void the_one_free_channel_among_thousands_that_are_held_back_is_found_in_few_rounds_when_refusals_tell_nothing() {
        Scene scene = limited("repo", 0);
        scene.world.limiter.tellWhatDecides(false);
        World world = scene.world;
        for (int i = 0; i < 1000; i++) scene.put("repo=willow,branch=" + i, "held back");
        scene.put("branch=free", "free");
        int asked = world.asked;
        RequestId take = scene.takeNow("*");
        int rounds = 0;
        for (; world.answer(take) == null; rounds++) {
            while (world.limiterNext());
            while (world.answerNext());
            while (world.applyNext());
        }
        assertThat(scene.text(take)).isEqualTo("free");
        assertThat(rounds).isLessThan(40);
        assertThat(world.asked - asked).as("each of them once").isLessThanOrEqualTo(1001);
        world.runToQuiet();
        assertThat(world.limiter.leaseIds()).as("nothing is kept beyond the wish").hasSize(1002);
    }

    @Test
    void one_refusal_speaks_for_all_channels_that_are_the_same_where_it_matters() {
        Scene scene = limited("repo", 0);
        for (int i = 0; i < 1000; i++) scene.put("repo=willow,branch=" + i, "held back");
        scene.put("branch=free", "free");
        int asked = scene.world.asked;
        assertThat(Scene.text(scene.got("*"))).isEqualTo("free");
        assertThat(scene.got("*")).isNull();
        assertThat(scene.world.asked - asked).as("one of those that are held back, and the free one").isEqualTo(2);
        RequestId waits = scene.take("*");
        scene.world.runToQuiet();
        asked = scene.world.asked;
        scene.put("repo=willow,branch=late", "held back");
        assertThat(scene.world.asked - asked).as("for its place, and not to run").isEqualTo(1);
        scene.world.limiter.limit("repo", 1);
        scene.world.runToQuiet();
        assertThat(scene.text(waits)).isEqualTo("held back");
    }

    @Test
    void a_refusal_does_not_speak_for_channels_that_an_override_treats_otherwise() {
        Scene scene = limited("repo", 0);
        scene.world.limiter.override("repo", Scene.keys("repo=willow,os=linux"), Optional.of(1L));
        scene.put("repo=willow,os=mac", "held back");
        scene.put("repo=willow", "held back");
        scene.put("repo=willow,os=linux,n=1", "one");
        scene.put("repo=willow,os=linux,n=2", "two");
        Delivery one = scene.got("*");
        assertThat(Scene.text(one)).isEqualTo("one");
        assertThat(scene.got("*")).isNull();
        scene.acked(one.processing().item().id(), Verdict.SUCCESS);
        assertThat(Scene.text(scene.got("*"))).isEqualTo("two");
    }

    @Test
    void a_new_override_frees_the_channels_that_it_is_for_among_those_parked_under_its_rule() {
        Scene scene = limited("repo", 1);
        for (String os : List.of("mac", "windows", "linux")) scene.put("repo=willow,os=" + os, os);
        assertThat(Scene.text(scene.got("*"))).isEqualTo("mac");
        RequestId waits = scene.take("*");
        scene.world.runToQuiet();
        assertThat(scene.world.answer(waits)).isNull();
        scene.world.limiter.override("repo", Scene.keys("repo=willow,os=linux"), Optional.of(1L));
        scene.world.runToQuiet();
        assertThat(scene.text(waits)).as("behind windows, which is still held back").isEqualTo("linux");
    }

    @Test
    void refusal_that_comes_after_the_news_that_should_have_ended_it_is_not_slept_upon() {
        Scene scene = limited("branch", 1);
        World world = scene.world;
        scene.put("branch=main", "one");
        scene.put("branch=main", "two");
        ItemId one = scene.got("*").processing().item().id();
        RequestId take = scene.take("*");
        world.limiterNext(); // refused, and the refusal is on its way
        RequestId ack = scene.ack(one, Verdict.SUCCESS);
        world.applyNext();
        world.limiterNext(); // the place is free, and the news is on its way
        world.hearNext(); // and overtakes the refusal
        world.runToQuiet();
        assertThat(world.answer(ack)).isInstanceOf(QueueEvent.Acked.class);
        assertThat(scene.text(take)).isEqualTo("two");
    }

    @Test
    void raised_limit_and_resumed_rule_wake_all_that_fit() {
        Scene scene = limited("repo", 0);
        List<RequestId> takes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scene.put("repo=willow,branch=" + i, "" + i);
            takes.add(scene.take("*"));
        }
        scene.world.runToQuiet();
        assertThat(takes).allSatisfy(take -> assertThat(scene.delivery(take)).isNull());
        scene.world.limiter.limit("repo", 60);
        scene.world.runToQuiet();
        assertThat(takes).filteredOn(take -> scene.delivery(take) != null).hasSize(60);
        scene.world.limiter.limit("repo", -1);
        scene.world.runToQuiet();
        assertThat(takes).allSatisfy(take -> assertThat(scene.delivery(take)).isNotNull());
    }

    @Test
    void place_is_not_wasted_on_a_parked_channel_that_nobody_asks_for() {
        Scene scene = limited("repo", 1);
        scene.put("repo=willow,os=linux", "running");
        ItemId running = scene.got("*").processing().item().id();
        scene.put("repo=willow,os=windows", "windows");
        scene.put("repo=willow,os=linux", "linux");
        assertThat(scene.got("*")).as("both are parked now").isNull();
        RequestId linux = scene.take("os=linux");
        scene.world.runToQuiet();
        scene.acked(running, Verdict.SUCCESS);
        assertThat(scene.text(linux)).isEqualTo("linux");
        scene.acked(scene.delivery(linux).processing().item().id(), Verdict.SUCCESS);
        assertThat(Scene.text(scene.got("os=windows"))).isEqualTo("windows");
    }

    @Test
    void room_made_by_others_wakes_too() {
        Scene scene = limited("branch", 1);
        var elsewhere = new Lease(Scene.keys("branch=main,who=somebody"), "elsewhere");
        scene.world.limiter.add(elsewhere);
        scene.put("branch=main", "x");
        RequestId take = scene.take("*");
        scene.world.runToQuiet();
        assertThat(scene.world.answer(take)).isNull();
        scene.world.limiter.remove(elsewhere);
        scene.world.runToQuiet();
        assertThat(scene.text(take)).isEqualTo("x");
    }

    @Test
    void channel_that_the_limiter_cannot_decide_about_is_tried_again_after_a_moment() {
        Scene scene = Scene.withQueue();
        scene.put("c=1", "x");
        RequestId unlucky = scene.take("*");
        scene.world.loseQuestion(true);
        RequestId waits = scene.take("*");
        scene.world.runToQuiet();
        assertThat(((QueueEvent.Refused) scene.world.answer(unlucky)).refusal()).isInstanceOf(Refusal.LimiterUnreachable.class);
        assertThat(scene.world.answer(waits)).isNull();
        scene.world.pass(Duration.ofSeconds(1));
        scene.world.runToQuiet();
        assertThat(scene.text(waits)).isEqualTo("x");
        assertThat(scene.world.limiter.leaseIds()).hasSize(2);
    }

    @Test
    void while_the_limiter_is_away_consumers_are_refused_and_afterwards_served() {
        Scene scene = Scene.withQueue();
        RequestId waits = scene.take("*");
        scene.world.runToQuiet();
        scene.world.loseLimiter();
        assertThat(((QueueEvent.Refused) scene.world.answer(waits)).refusal()).isInstanceOf(Refusal.LimiterUnreachable.class);
        assertThat(scene.world.answer(scene.take("*"))).isInstanceOf(QueueEvent.Refused.class);
        RequestId push = scene.push("c=1", "x", Scene.fixed());
        assertThat(((QueueEvent.Refused) scene.world.answer(push)).refusal()).isInstanceOf(Refusal.LimiterUnreachable.class);
        scene.world.regainLimiter();
        scene.world.runToQuiet();
        scene.put("c=1", "x");
        assertThat(Scene.text(scene.got("*"))).isEqualTo("x");
    }

    /// Whoever was refused asks for two channels at once. The first of them has the only place that its group is known to have; until that
    /// is decided, the next of the group must not be passed by.
    @Test
    void a_channel_is_not_overtaken_while_the_place_of_its_group_is_asked_for_another() {
        Scene scene = Scene.withQueue();
        scene.world.limiter.limit("branch", 1);
        scene.world.limiter.limit("os", 1);
        scene.put("branch=main,os=linux", "refused first");
        scene.put("branch=z,os=windows", "runs");
        ItemId running = scene.got("os=windows").processing().item().id();
        scene.put("branch=main,os=windows", "held back by windows, and then by main");
        assertThat(scene.got("os=windows")).isNull();
        scene.put("branch=main,os=mac", "runs, so main is full");
        scene.got("os=mac");
        scene.put("branch=y,os=windows", "is next");
        scene.put("kind=other", "comes after it");
        scene.ack(running, Verdict.SUCCESS);
        scene.world.runToQuiet();
        assertThat(Scene.text(scene.got("*"))).isEqualTo("is next");
    }
}
