package dev.willow.queue.domain.dispatch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which of several channels is served, by each strategy.
class StrategiesTest {
    private static final Strategy ROUND_ROBIN = new Strategy.RoundRobin();
    private static final Strategy OLDEST = new Strategy.Oldest();

    private final Scene scene = Scene.withQueue();

    @Test
    void round_robin_serves_every_one_of_1000_channels_once_before_any_twice() {
        for (int round = 0; round < 2; round++) put(1000);
        for (int round = 0; round < 2; round++) assertThat(channels(takenOneByOne("*", 1000))).doesNotHaveDuplicates();
    }

    @Test
    void round_robin_does_so_when_all_consumers_ask_at_once() {
        for (int round = 0; round < 2; round++) put(500);
        List<RequestId> takes = IntStream.range(0, 1000).mapToObj(_ -> scene.takeNow("*")).toList();
        scene.world.runToQuiet();
        List<Delivery> inOrder = takes.stream().map(scene::delivery)
                .sorted(Comparator.comparingLong(each -> each.processing().fencingToken())).toList();
        assertThat(channels(inOrder.subList(0, 500))).doesNotHaveDuplicates();
        assertThat(channels(inOrder.subList(500, 1000))).doesNotHaveDuplicates();
    }

    @Test
    void round_robin_holds_for_channels_that_come_and_go_and_for_different_queries() {
        for (int i = 0; i < 3; i++) {
            scene.put("os=linux,n=1", "1");
            scene.put("os=mac,n=2", "2");
        }
        List<String> order = new ArrayList<>();
        order.add(Scene.text(scene.got("os=linux")));
        scene.put("os=linux,n=3", "3");
        for (String where : List.of("*", "*", "*", "os=linux", "*")) order.add(Scene.text(scene.got(where)));
        assertThat(order).containsExactly("1", "2", "1", "3", "1", "2");
    }

    /// Against a plain list of who was served, or came, when.
    @Test
    void no_channel_waits_while_another_is_served_twice_whoever_asks_and_whatever_arrives() {
        Random random = new Random(Seeds.announcedFor(StrategiesTest.class));
        Map<KeyValues, Integer> waiting = new HashMap<>();
        Map<KeyValues, Integer> served = new LinkedHashMap<>();
        for (int step = 1; step <= 4000; step++) {
            if (random.nextInt(5) < 2 || step < 1000) {
                int n = step < 1000 ? step : random.nextInt(1200);
                String channel = "n=" + n + ",half=" + n % 2 + ",third=" + n % 3;
                scene.put(channel, "x");
                if (waiting.merge(Scene.keys(channel), 1, Integer::sum) == 1) served.put(Scene.keys(channel), step);
                continue;
            }
            String where = List.of("*", "half=0", "half=1", "third=2", "half=1,third=0").get(random.nextInt(5));
            Delivery got = scene.got(where);
            var asked = Scene.query(where);
            KeyValues longest = served.entrySet().stream().filter(each -> asked.matches(Scene.subject(each.getKey())))
                    .min(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
            assertThat(Optional.ofNullable(got).map(Delivery::channel)).as("%s in step %d", where, step).isEqualTo(Optional.ofNullable(longest));
            if (got == null) continue;
            scene.acked(got.processing().item().id(), Verdict.SUCCESS);
            if (waiting.merge(longest, -1, Integer::sum) == 0) served.remove(longest);
            else served.put(longest, step);
        }
    }

    @Test
    void a_channel_that_was_refused_does_not_lose_its_turn() {
        put("repo=a", "repo=b", "repo=a", "repo=b");
        scene.world.limiter.limit("repo", 1);
        assertThat(Scene.text(scene.got("repo=b"))).isEqualTo("repo=b");
        Delivery a = scene.got("*");
        assertThat(scene.got("*")).as("both are held back").isNull();
        scene.acked(a.processing().item().id(), Verdict.SUCCESS);
        assertThat(Scene.text(scene.got("*"))).isEqualTo("repo=a");
        scene.world.limiter.limit("repo", -1);
        put("repo=a", "repo=c");
        assertThat(texts(takenOneByOne("*", 3))).isEqualTo("repo=b repo=a repo=c");
    }

    @Test
    void oldest_serves_what_waits_longest() {
        put("c=1", "c=2", "c=1", "c=3");
        assertThat(texts(taken(OLDEST, 4))).isEqualTo("c=1 c=2 c=1 c=3");
    }

    @Test
    void what_was_overwritten_given_back_or_failed_at_the_front_waits_as_long_as_before_and_at_the_back_anew() {
        Handling front = new Handling(true, new Retries.ForEver(), RetryPosition.FRONT, Scene.TIMEOUT);
        Handling back = new Handling(false, new Retries.ForEver(), RetryPosition.BACK, Scene.TIMEOUT);
        scene.put("c=1", "overwritten", front);
        ItemId failed = scene.put("c=2", "failed", front);
        ItemId moved = scene.put("c=3", "moved", back);
        ItemId released = scene.put("c=4", "released", back);
        put("c=5");
        for (String channel : List.of("c=2", "c=3", "c=4")) scene.got(channel);
        scene.put("c=1", "newer");
        scene.acked(moved, Verdict.FAILURE);
        scene.acked(released, Verdict.RELEASE);
        scene.acked(failed, Verdict.FAILURE);
        assertThat(texts(taken(OLDEST, 5))).isEqualTo("newer failed released c=5 moved");
    }

    @Test
    void priority_serves_the_highest_value_then_the_oldest_and_those_without_the_key_last() {
        put("x=none", "p=1,c=a", "p=9,c=b", "p=9,c=a", "x=more", "p=5,c=a");
        assertThat(texts(taken(new Strategy.Priority("p"), 6))).isEqualTo("p=9,c=b p=9,c=a p=5,c=a p=1,c=a x=none x=more");
    }

    /// The type number decides before the value: a text comes before every number, and float32 before int8.
    @Test
    void priority_orders_values_of_different_types_by_their_types() {
        List<Value> values = List.of(
                Value.parse(ValueType.UINT8, "200"), Value.parse(ValueType.INT8, "-5"), Value.parse(ValueType.FLOAT32, "-0.5"),
                Value.text("a"), Value.int64(1_000_000), Value.text("b"), Value.int64(-1));
        for (Value value : values) put(KeyValues.of("p", value));
        assertThat(channels(taken(new Strategy.Priority("p"), values.size()))).extracting(channel -> channel.get("p").data())
                .containsExactly("b", "a", "-0.5", "1000000", "-1", "-5", "200");
    }

    @Test
    void random_gives_every_channel_the_same_chance() {
        for (int i = 0; i < 10; i++) put("c=" + i);
        assertThat(chiSquare(drawn(5000, new Random(42)), 10)).as("9 degrees of freedom: 27.9 in 1 of 1000 cases").isLessThan(27.9);
    }

    @Test
    void random_gives_the_same_chance_to_channels_that_a_limit_held_back_until_there_was_room() {
        Random dice = new Random(43);
        Map<KeyValues, Integer> counts = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            StrategiesTest fresh = new StrategiesTest();
            fresh.scene.world.limiter.limit("repo", 1);
            fresh.put("repo=a,c=0", "repo=a,c=1", "repo=a,c=2", "repo=a,c=3");
            Delivery running = fresh.scene.got("*");
            assertThat(fresh.scene.got("*")).as("the others of the repo are held back").isNull();
            fresh.put("c=4", "c=5", "c=6");
            fresh.scene.acked(running.processing().item().id(), Verdict.SUCCESS);
            counts.merge(fresh.together(new Strategy.Random(dice.nextLong()), 1).getFirst().channel(), 1, Integer::sum);
        }
        assertThat(chiSquare(counts, 6)).as("5 degrees of freedom: 20.5 in 1 of 1000 cases").isLessThan(20.5);
    }

    @Test
    void max_takes_from_as_many_channels_as_there_are_in_the_order_of_the_strategy() {
        put("p=1", "p=1", "p=3", "p=2");
        assertThat(texts(together(ROUND_ROBIN, 4))).isEqualTo("p=1 p=3 p=2 p=1");
        put("p=1", "p=1", "p=3", "p=2");
        assertThat(texts(together(OLDEST, 3))).isEqualTo("p=1 p=1 p=3");
        put("p=1", "p=3", "p=2");
        assertThat(texts(together(new Strategy.Priority("p"), 9))).isEqualTo("p=3 p=2 p=2 p=1");
        put("p=1", "p=3", "p=2");
        assertThat(channels(together(new Strategy.Random(7), 9))).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void max_takes_what_the_limits_let_in_and_no_more() {
        scene.world.limiter.limit("repo", 2);
        put("repo=a,n=1", "repo=a,n=2", "repo=a,n=3", "repo=b,n=4");
        assertThat(texts(together(ROUND_ROBIN, 9))).isEqualTo("repo=a,n=1 repo=a,n=2 repo=b,n=4");
        assertThat(scene.world.limiter.leaseIds()).as("4 are there, 3 run").hasSize(7);
    }

    private void put(int channels) {
        for (int i = 0; i < channels; i++) put("channel=" + i);
    }

    private void put(String... channels) {
        for (String channel : channels) scene.put(channel, channel);
    }

    private void put(KeyValues channel) {
        scene.push(new QueueCommand.Enqueue(scene.next("push"), Scene.QUEUE, channel,
                new ItemId("item-" + channel), Scene.bytes("x"), Scene.fixed(), false));
        scene.world.runToQuiet();
    }

    private List<Delivery> takenOneByOne(String where, int times) {
        return IntStream.range(0, times).mapToObj(_ -> scene.got(where)).toList();
    }

    private List<Delivery> taken(Strategy strategy, int times) {
        return IntStream.range(0, times).mapToObj(_ -> together(strategy, 1).getFirst()).toList();
    }

    private List<Delivery> together(Strategy strategy, int max) {
        Dequeue wish = scene.wish("*", strategy, max, Duration.ZERO);
        scene.take(wish);
        scene.world.runToQuiet();
        return ((QueueEvent.HandedOut) scene.world.answer(wish.id())).deliveries();
    }

    /// How often each channel was drawn, when what is drawn is given back.
    private Map<KeyValues, Integer> drawn(int times, Random dice) {
        Map<KeyValues, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            Delivery got = together(new Strategy.Random(dice.nextLong()), 1).getFirst();
            counts.merge(got.channel(), 1, Integer::sum);
            scene.acked(got.processing().item().id(), Verdict.RELEASE);
        }
        return counts;
    }

    private static double chiSquare(Map<KeyValues, Integer> counts, int channels) {
        assertThat(counts).hasSize(channels);
        double expected = counts.values().stream().mapToInt(count -> count).sum() / (double) channels;
        return counts.values().stream().mapToDouble(count -> (count - expected) * (count - expected) / expected).sum();
    }

    private static List<KeyValues> channels(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::channel).toList();
    }

    private static String texts(List<Delivery> deliveries) {
        return deliveries.stream().map(Scene::text).collect(joining(" "));
    }
}
