package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Among the consumers that an item suits it goes to the one that came first, and nobody else is bothered.
class FairnessTest {
    private static final int CONSUMERS = 2_000;

    @Test
    void an_enqueue_asks_for_one_of_2000_consumers_and_answers_no_other() {
        Scene scene = new Scene(new World(CONSUMERS));
        scene.world.runToQuiet();
        scene.create(Scene.QUEUE, new Capacity.Unlimited());
        scene.world.runToQuiet();
        List<RequestId> takes = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) takes.add(scene.take("os=linux,runner=" + i / 2));
        int asked = scene.world.asked;
        scene.put("os=linux,runner=700", "x");
        assertThat(scene.text(takes.get(1400))).isEqualTo("x");
        assertThat(takes).filteredOn(take -> scene.world.answer(take) != null).hasSize(1);
        assertThat(scene.world.asked - asked).as("for its place, and to run").isEqualTo(2);
    }

    @Test
    void a_newcomer_does_not_get_what_comes_at_the_same_moment_and_suits_one_in_line() {
        Scene scene = Scene.withQueue();
        RequestId inLine = scene.take("*");
        scene.push("c=1", "x", Scene.fixed());
        scene.world.limiterNext();
        scene.world.answerNext(); // the item is on its way to the log
        AtomicReference<RequestId> newcomer = new AtomicReference<>();
        scene.world.inOneTurn(() -> {
            newcomer.set(scene.take("*"));
            scene.world.applyNext();
        });
        scene.world.runToQuiet();
        assertThat(scene.text(inLine)).isEqualTo("x");
        assertThat(scene.world.answer(newcomer.get())).isNull();
    }

    @Test
    void a_newcomer_does_not_get_a_place_that_comes_free_at_the_same_moment_and_suits_one_in_line() {
        Scene scene = Scene.withQueue();
        scene.world.limiter.limit("repo", 1);
        scene.put("repo=willow", "one");
        scene.put("repo=willow", "two");
        ItemId running = scene.got("*").processing().item().id();
        RequestId inLine = scene.take("*");
        scene.world.runToQuiet();
        scene.ack(running, Verdict.SUCCESS);
        scene.world.applyNext();
        scene.world.limiterNext(); // the place is free, and the news is on its way
        AtomicReference<RequestId> newcomer = new AtomicReference<>();
        scene.world.inOneTurn(() -> {
            newcomer.set(scene.take("*"));
            assertThat(scene.world.hearNext()).isTrue();
        });
        scene.world.runToQuiet();
        assertThat(scene.text(inLine)).isEqualTo("two");
        assertThat(scene.world.answer(newcomer.get())).isNull();
    }

    @Test
    void who_is_refused_keeps_its_place_before_one_that_came_later() {
        Scene scene = Scene.withQueue();
        scene.world.limiter.limit("repo", 0);
        scene.put("repo=willow", "held back");
        scene.push("os=linux", "x", Scene.fixed());
        RequestId first = scene.take("*"); // is asked for, and will be refused
        RequestId second = scene.take("*");
        while (scene.world.limiterNext());
        scene.world.answerNext(); // the next item is on its way to the log
        scene.world.inOneTurn(() -> {
            scene.world.answerNext();
            scene.world.applyNext();
        });
        scene.world.runToQuiet();
        assertThat(scene.text(first)).isEqualTo("x");
        assertThat(scene.world.answer(second)).isNull();
    }

    /// The reference: items by channel, and consumers in a list.
    @Test
    void every_item_goes_to_whom_a_plain_list_of_consumers_says() {
        long seed = Seeds.announcedFor(FairnessTest.class);
        Random random = new Random(seed);
        Scene scene = Scene.withQueue();
        List<String> channels = List.of("os=linux", "os=mac", "n=1,os=linux", "n=1,os=mac", "n=2");
        List<String> queries = List.of("*", "os=linux", "os=mac", "n=1", "n=2", "os=linux,n=1");
        Map<String, Integer> items = new HashMap<>();
        List<Dequeue> line = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            String as = "step " + step + ", seed " + seed;
            int dice = random.nextInt(100);
            if (dice < 40) {
                String channel = channels.get(random.nextInt(channels.size()));
                scene.put(channel, "x");
                Dequeue expected = line.stream().filter(each -> suits(each, channel)).findFirst().orElse(null);
                if (expected == null) {
                    items.merge(channel, 1, Integer::sum);
                } else {
                    line.remove(expected);
                    assertThat(deliveries(scene, expected)).as(as).containsExactly(channel);
                }
            } else if (dice < 80 || line.isEmpty()) {
                Duration patience = random.nextInt(3) == 0 ? Duration.ZERO : Scene.LONG;
                Dequeue wish = scene.wish(queries.get(random.nextInt(queries.size())), new Strategy.RoundRobin(), random.nextInt(1, 4), patience);
                scene.take(wish);
                scene.world.runToQuiet();
                int there = channels.stream().filter(channel -> suits(wish, channel)).mapToInt(channel -> items.getOrDefault(channel, 0)).sum();
                List<String> got = deliveries(scene, wish);
                assertThat(got).as(as).hasSize(Math.min(there, wish.max()));
                got.forEach(channel -> assertThat(items.merge(channel, -1, Integer::sum)).as(as).isNotNegative());
                if (!got.isEmpty()) continue;
                if (patience.isZero()) assertThat(scene.world.answer(wish.id())).as(as).isInstanceOf(QueueEvent.NothingToHandOut.class);
                else line.add(wish);
            } else {
                scene.world.leave(line.remove(random.nextInt(line.size())).id());
            }
            assertThat(line).as(as).allSatisfy(waits -> assertThat(scene.world.answer(waits.id())).isNull());
        }
    }

    private static boolean suits(Dequeue wish, String channel) {
        return wish.query().selection().isEmpty() || wish.query().selection().get().conditions().entrySet().stream().allMatch(
                asked -> asked.getValue().holdsFor(Scene.keys(channel).asPatterns().get(asked.getKey())));
    }

    private static List<String> deliveries(Scene scene, Dequeue wish) {
        if (!(scene.world.answer(wish.id()) instanceof QueueEvent.HandedOut(var _, List<Delivery> deliveries))) return List.of();
        deliveries.forEach(each -> scene.acked(each.processing().item().id(), Verdict.SUCCESS));
        return deliveries.stream().map(each -> each.channel().toString().replace(", ", ",")).toList();
    }
}
