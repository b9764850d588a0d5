package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.RandomSource;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Match;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An index of queries, asked which of them match a thing.
class WaitingQueriesTest {
    private record Waiting(String id, Query query) implements Subject {
        @Override
        public KeyPatterns keys() {
            return query.demandedPairs();
        }
    }

    private final KeyValuesIndex<Waiting> waiting = new KeyValuesIndex<>();

    @Test
    void every_query_that_matches_a_thing_is_among_those_that_its_pairs_lead_to() {
        RandomSource random = RandomSource.announcedFor(getClass());
        RandomQueries queries = new RandomQueries(random, 100);
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) all.add(new Waiting("w" + i, queries.query()));
        all.forEach(waiting::add);
        for (int round = 0; round < 300; round++) {
            KeyValues carried = plain(queries.keys());
            Thing thing = new Thing(queries.id(), carried.asPatterns());
            List<Waiting> matching = all.stream().filter(one -> one.query().matches(thing)).toList();
            assertThat(waiting.match(Match.appliesTo(carried))).as("%s", thing).containsAll(matching);
        }
    }

    private static KeyValues plain(KeyPatterns keys) {
        Map<String, Value> values = new HashMap<>();
        keys.forEach(pair -> {
            if (pair.getValue() instanceof ValuePattern.Exactly(Value value)) values.put(pair.getKey(), value);
        });
        return KeyValues.of(values);
    }

    @Test
    void queries_for_something_else_are_not_even_asked() {
        for (int i = 0; i < 2_000; i++)
            waiting.add(new Waiting("w" + i, Query.of(Selection.where("runner", Condition.equal(Thing.pattern("r" + i))))));
        waiting.add(new Waiting("whatever", Query.EVERYTHING));
        long before = waiting.work().steps();
        List<Waiting> found = waiting.match(Match.appliesTo(KeyValues.of("runner", Value.text("r77"), "os", Value.text("linux"))));
        assertThat(found).extracting(Waiting::id).containsExactly("w77", "whatever");
        assertThat(waiting.work().steps() - before).isLessThan(20);
    }

    @Test
    void demanded_pairs_are_those_that_leave_no_choice() {
        Query linux = Query.of(Selection.where("os", Condition.equal(Thing.pattern("linux"))));
        Query anyBranch = Query.of(Selection.where("branch", Condition.equal(ValuePattern.ANY)));
        assertThat(demanded(new Query(linux.selection(), List.of(anyBranch), List.of()))).isEqualTo(Thing.keys("os", "linux", "branch", "*"));
        assertThat(demanded(new Query(linux.selection(), List.of(), List.of(anyBranch)))).isEqualTo(KeyPatterns.NONE);
        assertThat(demanded(new Query(Query.EVERYTHING.selection(), List.of(), List.of(linux)))).isEqualTo(Thing.keys("os", "linux"));
        assertThat(demanded(Query.EVERYTHING)).isEqualTo(KeyPatterns.NONE);
    }

    private static Object demanded(Query query) {
        return query.demandedPairs();
    }
}
