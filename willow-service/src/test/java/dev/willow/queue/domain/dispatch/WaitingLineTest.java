package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.table.Channel;
import dev.willow.queue.domain.table.QueueTable;
import dev.willow.queue.domain.table.TableWatcher;
import dev.willow.queue.testing.Scene;
import dev.willow.testing.random.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who of those in line is found for a channel, and how many queries are looked at for that.
class WaitingLineTest {
    private static final int CONSUMERS = 2_000;

    private final QueueTable table = new QueueTable(TableWatcher.NONE);
    private final Desk desk;
    private final WaitingLine line;
    private long arrivals;

    WaitingLineTest() {
        table.apply(new QueueCommand.CreateQueue(new RequestId("create"), Scene.QUEUE, new Capacity.Unlimited()), Instant.EPOCH);
        desk = new Desk(table.queue(Scene.QUEUE).orElseThrow(), new HashSet<>());
        line = desk.line;
    }

    @Test
    void a_channel_is_compared_with_the_one_query_that_it_suits_however_many_wait() {
        for (int i = 0; i < CONSUMERS; i++) add(Scene.query("os=linux,runner=" + i));
        Channel channel = channel("os=linux,runner=1234,branch=main");
        long before = line.evaluated();
        assertThat(line.firstMatching(channel).arrival).isEqualTo(1235);
        assertThat(line.evaluated() - before).isEqualTo(1);
    }

    @Test
    void a_channel_that_suits_nobody_is_compared_with_no_query() {
        for (int i = 0; i < CONSUMERS; i++) add(Scene.query(i % 2 == 0 ? "os=linux,runner=" + i : "repo=" + i));
        assertThat(line.firstMatching(channel("os=linux,branch=main,runner=9999,repo=-1"))).isNull();
        assertThat(line.evaluated()).isZero();
    }

    @Test
    void consumers_with_the_same_query_are_compared_once() {
        for (int i = 0; i < CONSUMERS; i++) add(Scene.query("os=linux"));
        assertThat(line.firstMatching(channel("os=linux")).arrival).isEqualTo(1);
        assertThat(line.evaluated()).isEqualTo(1);
    }

    @Test
    void whoever_came_first_is_found_as_in_a_plain_list() {
        long seed = Seeds.announcedFor(WaitingLineTest.class);
        Random random = new Random(seed);
        List<Consumer> list = new ArrayList<>();
        List<Channel> channels = new ArrayList<>();
        for (int os = 0; os < 3; os++)
            for (int n = 0; n < 4; n++) channels.add(channel(n == 3 ? "os=" + os : "os=" + os + ",n=" + n));
        int found = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(100) < 45 && list.size() < 60) {
                list.add(add(query(random, channels, 2)));
            } else if (!list.isEmpty()) {
                Consumer leaves = list.remove(random.nextInt(list.size()));
                assertThat(line.has(leaves)).isTrue();
                line.remove(leaves);
                assertThat(line.has(leaves)).isFalse();
            }
            Channel channel = channels.get(random.nextInt(channels.size()));
            Consumer expected = list.stream().filter(each -> each.wish.query().matches(channel)).findFirst().orElse(null);
            assertThat(line.firstMatching(channel)).as("step %d, seed %d", step, seed).isSameAs(expected);
            if (expected != null) found++;
            checkFirsts(list);
        }
        assertThat(found).as("somebody is found often").isGreaterThan(5_000);
    }

    private void checkFirsts(List<Consumer> list) {
        Set<Query> seen = new HashSet<>();
        assertThat(line.firsts()).containsExactlyElementsOf(list.stream().filter(each -> seen.add(each.wish.query())).toList());
    }

    private static Query query(Random random, List<Channel> channels, int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            List<Query> parts = List.of(query(random, channels, depth - 1), query(random, channels, depth - 1));
            Optional<Selection> selection = random.nextBoolean() ? Optional.empty() : Optional.of(selection(random, channels));
            return random.nextBoolean() ? new Query(selection, parts, List.of()) : new Query(selection, List.of(), parts);
        }
        return random.nextInt(10) == 0 ? Query.EVERYTHING : Query.of(selection(random, channels));
    }

    private static Selection selection(Random random, List<Channel> channels) {
        Condition os = condition(random, 3);
        Condition n = condition(random, 4);
        Map<String, Condition> conditions = switch (random.nextInt(4)) {
            case 0 -> Map.of("os", os);
            case 1 -> Map.of("n", n);
            case 2 -> Map.of("os", os, "n", n);
            default -> Map.of();
        };
        Optional<Set<String>> ids = random.nextInt(5) > 0 ? Optional.empty()
                : Optional.of(Set.of(channels.get(random.nextInt(6)).id(), channels.get(6 + random.nextInt(6)).id()));
        OptionalInt least = random.nextInt(5) > 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(3));
        return new Selection(ids, conditions, least, OptionalInt.empty());
    }

    private static Condition condition(Random random, int values) {
        ValuePattern asked = random.nextInt(6) == 0 ? ValuePattern.ANY : ValuePattern.exactly(Value.int64(random.nextInt(values)));
        Comparison comparison = random.nextInt(3) > 0 ? Comparison.EQUAL
                : Comparison.values()[random.nextInt(Comparison.values().length)];
        if (asked == ValuePattern.ANY) return new Condition(asked, Comparison.EQUAL, TypeRange.ALL);
        return new Condition(asked, comparison, Condition.equal(asked).range());
    }

    private Consumer add(Query query) {
        long arrival = ++arrivals;
        Dequeue wish = new Dequeue(new RequestId("take-" + arrival), Scene.QUEUE, query, new Strategy.RoundRobin(), 1,
                "h" + arrival, Scene.LONG, false);
        Consumer consumer = new Consumer(wish, desk, desk.queue.index().compile(query), arrival);
        line.add(consumer);
        return consumer;
    }

    private Channel channel(String keys) {
        ItemId item = new ItemId("item of " + keys);
        table.apply(new QueueCommand.Enqueue(new RequestId("push"), Scene.QUEUE, Scene.keys(keys), item, Scene.bytes("x"), Scene.fixed(), true),
                Instant.EPOCH);
        return desk.queue.channel(Scene.keys(keys)).orElseThrow();
    }
}
