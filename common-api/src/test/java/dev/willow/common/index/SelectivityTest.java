package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Match;
import dev.willow.common.query.OrderBy;
import dev.willow.common.query.Page;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the work of look-ups among 100,000 things down to what they find: counted in steps (tree nodes, entries, things asked,
/// bitmaps combined), which are the same on every machine.
class SelectivityTest {
    private static final int THINGS = 100_000;
    private static final List<String> SYSTEMS = List.of("linux", "windows", "mac");
    private static final KeyValuesIndex<Thing> INDEX = new KeyValuesIndex<>();

    /// Every branch three times, once for each system; every build once; "flag" on all but three.
    @BeforeAll
    static void fill() {
        for (int i = 0; i < THINGS; i++)
            INDEX.add(i % 33_333 == 5
                    ? Thing.of("t" + i, "repo", "willow", "branch", "b" + i / 3, "os", SYSTEMS.get(i % 3), "build", i)
                    : Thing.of("t" + i, "repo", "willow", "branch", "b" + i / 3, "os", SYSTEMS.get(i % 3), "build", i, "flag", "on"));
    }

    @Test
    void equal_term_is_looked_up_whatever_stands_beside_it() {
        costs(30, 3, () -> INDEX.query(where("branch", "=", "b500")));
        costs(40, 1, () -> INDEX.query(all(where("repo", "=", "willow"), where("os", "=", "linux"), where("branch", "=", "b500"))));
        costs(40, 2, () -> INDEX.query(all(where("os", "!=", "linux"), where("build", ">", 5), where("branch", "=", "b500"))));
    }

    @Test
    void unequal_that_excludes_nearly_everything_is_selective_itself() {
        costs(40, 3, () -> INDEX.query(where("flag", "!=", "on")));
        costs(40, 3, () -> INDEX.query(all(where("os", "=", "mac"), where("flag", "!=", "on"))));
        costs(40, 0, () -> INDEX.query(all(where("os", "=", "linux"), where("flag", "!=", "on"))));
    }

    @Test
    void ranges_are_read_from_the_edges_of_the_tree() {
        costs(150, 9, () -> INDEX.query(where("build", ">", 99_990)));
        costs(250, 11, () -> INDEX.query(all(where("build", ">=", 50_000), where("repo", "=", "willow"), where("build", "<=", 50_010))));
        SlotSet candidates = slots(id -> id.endsWith("7"));
        CompiledQuery<Thing> upperHalf = INDEX.compile(where("build", ">=", 50_000));
        costs(200, 1, () -> List.of(upperHalf.within(candidates)));
        assertThat(upperHalf.within(candidates).size()).isEqualTo(5_000);
    }

    @Test
    void ids_and_numbers_of_keys_are_looked_up() {
        Selection ids = new Selection(Optional.of(Set.of("t7", "t70000", "nobody")), Map.of(), OptionalInt.empty(), OptionalInt.empty());
        costs(40, 2, () -> INDEX.query(all(where("repo", "=", "willow"), Query.of(ids))));
        costs(40, 3, () -> INDEX.query(Query.of(new Selection(Optional.empty(), Map.of(), OptionalInt.empty(), OptionalInt.of(4)))));
    }

    @Test
    void selective_term_rules_however_deep_it_is_nested() {
        Query either = new Query(Optional.empty(), List.of(), List.of(where("branch", "=", "b1"), where("branch", "=", "b2")));
        costs(60, 6, () -> INDEX.query(either));
        costs(60, 2, () -> INDEX.query(all(where("os", "=", "mac"), either)));
        costs(60, 2, () -> INDEX.query(all(where("repo", "=", "willow"), all(where("os", "=", "mac"), all(either)))));
        Query broad = new Query(Optional.empty(), List.of(), List.of(where("os", "=", "mac"), where("build", ">", 7)));
        costs(60, 3, () -> INDEX.query(all(broad, where("branch", "=", "b20"))));
    }

    @Test
    void match_asks_only_things_that_may_apply() {
        Map<String, Value> given = new HashMap<>(Map.of(
                "repo", Value.text("willow"), "os", Value.text("linux"), "flag", Value.text("on"), "branch", Value.text("b500")));
        costs(40, 0, () -> INDEX.match(Match.appliesTo(KeyValues.of(given))));
        given.put("build", Value.int64(1_500));
        costs(40, 1, () -> INDEX.match(Match.appliesTo(KeyValues.of(given))));
        for (int i = 0; i < 58; i++) given.put("extra-" + i, Value.int64(i));
        costs(110, 1, () -> INDEX.match(Match.appliesTo(KeyValues.of(given))));
    }

    @Test
    void match_with_any_given_is_still_ruled_by_the_selective_key() {
        Map<String, Match.Given> given = new HashMap<>();
        for (String key : List.of("repo", "os", "flag", "build")) given.put(key, Match.Given.of(ValuePattern.ANY));
        given.put("branch", Match.Given.of(Thing.pattern("b500")));
        costs(60, 3, () -> INDEX.match(new Match(given, OptionalInt.empty(), OptionalInt.empty())));
    }

    @Test
    void page_is_cut_without_putting_everything_in_order() {
        costs(250, 100, () -> INDEX.page(Query.EVERYTHING, Page.first(100)).things());
        costs(800, 100, () -> INDEX.page(where("os", "=", "mac"), Page.first(100).orderedBy(OrderBy.descending("build"))).things());
        costs(800, 100, () -> INDEX.page(Query.EVERYTHING, Page.first(100).orderedBy(OrderBy.ascending("os"))).things());
        String cursor = INDEX.page(Query.EVERYTHING, Page.first(90_000)).nextCursor().orElseThrow();
        costs(250, 100, () -> INDEX.page(Query.EVERYTHING, Page.first(100).after(cursor)).things());
    }

    @Test
    void next_candidate_is_found_without_walking_those_that_do_not_match() {
        SlotSet everyone = slots(id -> true);
        CompiledQuery<Thing> one = INDEX.compile(where("branch", "=", "b33000"));
        CompiledQuery<Thing> broad = INDEX.compile(where("repo", "=", "willow"));
        costs(40, 1, () -> List.of(one.nextAround(everyone, 0)));
        costs(40, 1, () -> List.of(one.nextAround(everyone, 99_999)));
        costs(5, 1, () -> List.of(broad.nextAround(everyone, 50_000)));
        assertThat(INDEX.at(one.nextAround(everyone, 0)).id()).isEqualTo("t99000");
    }

    private static void costs(int mostSteps, int found, Supplier<List<?>> lookup) {
        long before = INDEX.work().steps();
        List<?> answer = lookup.get();
        assertThat(INDEX.work().steps() - before).as("steps").isLessThanOrEqualTo(mostSteps);
        assertThat(answer).hasSize(found);
    }

    private static SlotSet slots(Predicate<String> ids) {
        SlotSet slots = new SlotSet();
        for (int slot = 0; slot < THINGS; slot++) if (ids.test(INDEX.at(slot).id())) slots.add(slot);
        return slots;
    }

    private static Query where(String key, String comparison, Object value) {
        ValuePattern asked = Thing.pattern(value);
        return Query.of(Selection.where(key, new Condition(asked, Comparison.ofSymbol(comparison), TypeRange.defaultFor(asked))));
    }

    private static Query all(Query... queries) {
        return new Query(Optional.empty(), List.of(queries), List.of());
    }
}
