package dev.willow.queue.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.index.CompiledQuery;
import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which channel is picked, and how many are looked at for that.
class RosterTest {
    private static final int CHANNELS = 5_000;
    private static final Strategy PRIORITY = new Strategy.Priority("n");

    private final QueueTable table = new QueueTable(TableWatcher.NONE);
    private final Desk desk;
    private final List<Standing> standings = new ArrayList<>();
    private long places = CHANNELS;

    RosterTest() {
        table.apply(new QueueCommand.CreateQueue(new RequestId("create"), Scene.QUEUE, new Capacity.Unlimited()), Instant.EPOCH);
        desk = new Desk(table.queue(Scene.QUEUE).orElseThrow(), new HashSet<>());
    }

    @Test
    void a_broad_query_that_the_first_half_does_not_match_does_not_walk_past_that_half_each_time() {
        Roster roster = new Roster(desk, null);
        for (int i = 0; i < CHANNELS; i++) add(roster, open(i < CHANNELS / 2 ? "os=mac,n=" + i : "os=linux,n=" + i));
        CompiledQuery<Channel> linux = compiled(Scene.query("os=linux"));
        for (Strategy strategy : List.of(new Strategy.RoundRobin(), new Strategy.Oldest(), new Strategy.Priority("os"))) {
            for (int i = 0; i < 10; i++) roster.pick(linux, strategy);
            long before = roster.steps();
            for (int i = 0; i < 100; i++) {
                Standing picked = roster.pick(linux, strategy);
                roster.remove(picked);
                picked.turn = desk.nextTurn();
                add(roster, picked);
            }
            assertThat(roster.steps() - before).as("%s", strategy).isLessThan(100 * 40);
        }
    }

    @Test
    void a_query_that_few_match_or_all_looks_at_few() {
        Roster roster = new Roster(desk, null);
        for (int i = 0; i < CHANNELS; i++) add(roster, open("os=linux,n=" + i));
        for (Strategy strategy : List.of(new Strategy.RoundRobin(), new Strategy.Oldest(), PRIORITY)) {
            long before = roster.steps();
            for (int i = 0; i < 100; i++) {
                assertThat(roster.pick(compiled(Query.EVERYTHING), strategy)).isNotNull();
                assertThat(roster.pick(compiled(Scene.query("os=linux,n=" + 47 * i)), strategy)).isSameAs(standings.get(47 * i));
                assertThat(roster.pick(compiled(Scene.query("n=-1")), strategy)).isNull();
            }
            assertThat(roster.steps() - before).as("%s", strategy).isLessThanOrEqualTo(200);
        }
    }

    @Test
    void what_is_picked_is_what_a_sorted_list_says() {
        long seed = Seeds.announcedFor(RosterTest.class);
        Random random = new Random(seed);
        Roster roster = new Roster(desk, null);
        List<Standing> in = new ArrayList<>();
        for (int i = 0; i < 600; i++) open("os=" + i / 150 + ",n=" + i % 50 + ",i=" + i);
        Map<Long, Integer> taken = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            // It swells up to some hundreds and shrinks to nothing, again and again.
            boolean swells = step / 500 % 2 == 0;
            if (random.nextInt(20) < (swells ? 19 : 2)) {
                Standing standing = standings.get(random.nextInt(standings.size()));
                if (standing.roster == null) {
                    boolean comesBack = random.nextInt(4) > 0; // to its old turn, and place
                    if (!comesBack) standing.turn = desk.nextTurn();
                    roster.add(standing, comesBack ? standing.slot : ++places);
                    in.add(standing);
                }
            } else if (!in.isEmpty()) {
                roster.remove(in.remove(random.nextInt(in.size())));
            }
            Query query = query(random);
            Strategy strategy = List.of(new Strategy.RoundRobin(), new Strategy.Oldest(), PRIORITY).get(random.nextInt(3));
            Standing picked = roster.pick(compiled(query), strategy);
            Optional<Standing> expected = in.stream().filter(each -> query.matches(each.channel)).min(order(strategy));
            assertThat(picked).as("step %d, seed %d", step, seed).isSameAs(expected.orElse(null));
            Standing any = roster.pick(compiled(query), new Strategy.Random(random.nextLong()));
            assertThat(any == null).as("step %d, seed %d", step, seed).isEqualTo(expected.isEmpty());
            if (any != null) assertThat(query.matches(any.channel) && in.contains(any)).as("step %d, seed %d", step, seed).isTrue();
            taken.merge((long) in.size() / 100, 1, Integer::sum);
        }
        assertThat(taken.keySet()).as("it was small and large").contains(0L, 3L);
    }

    private static Query query(Random random) {
        Value n = Value.int64(random.nextInt(50));
        return switch (random.nextInt(5)) {
            case 0 -> Query.EVERYTHING;
            case 1 -> Scene.query("os=" + random.nextInt(4));
            case 2 -> Scene.query("i=" + random.nextInt(600));
            case 3 -> Query.of(Selection.where("n",
                    new Condition(ValuePattern.exactly(n), Comparison.AT_LEAST, Condition.equal(ValuePattern.exactly(n)).range())));
            default -> Scene.query("os=9");
        };
    }

    /// Written without the roster's own comparators.
    private static Comparator<Standing> order(Strategy strategy) {
        Comparator<Standing> byPlace = Comparator.comparing(standing -> standing.rosterPlace);
        return switch (strategy) {
            case Strategy.RoundRobin() -> Comparator.comparing(standing -> standing.turn);
            case Strategy.Priority(String key) -> Comparator
                    .<Standing, Long>comparing(standing -> -Long.parseLong(standing.channel.keyValues().get(key).data())).thenComparing(byPlace);
            default -> byPlace;
        };
    }

    private CompiledQuery<Channel> compiled(Query query) {
        return desk.queue.index().compile(query);
    }

    private void add(Roster roster, Standing standing) {
        roster.add(standing, ++places);
    }

    private Standing open(String keys) {
        ItemId item = new ItemId("item of " + keys);
        table.apply(new QueueCommand.Enqueue(new RequestId("push"), Scene.QUEUE, Scene.keys(keys), item, Scene.bytes("x"), Scene.fixed(), true),
                Instant.EPOCH);
        standings.add(desk.open(desk.queue.channel(Scene.keys(keys)).orElseThrow()));
        return standings.getLast();
    }
}
