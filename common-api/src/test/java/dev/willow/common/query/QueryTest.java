package dev.willow.common.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private record Thing(String id, KeyPatterns keys) implements Subject {}

    private static final Thing NOTHING = new Thing("0", KeyPatterns.NONE);
    private static final Thing LINUX = new Thing("1", keys(Map.of("os", "linux")));
    private static final Thing LINUX_MAIN = new Thing("2", keys(Map.of("os", "linux", "branch", "main")));
    private static final Thing MAC_MAIN = new Thing("3", keys(Map.of("os", "mac", "branch", "main")));

    private static final Query IS_LINUX = Query.of(Selection.where("os", equal("linux")));
    private static final Query IS_MAC = Query.of(Selection.where("os", equal("mac")));
    private static final Query IS_MAIN = Query.of(Selection.where("branch", equal("main")));

    @Test
    void empty_query_matches_everything() {
        assertMatches(Query.EVERYTHING, NOTHING, LINUX, LINUX_MAIN, MAC_MAIN);
        assertMatches(Query.of(Selection.EVERYTHING), NOTHING, LINUX, LINUX_MAIN, MAC_MAIN);
    }

    @Test
    void selections_and_every_and_must_hold_together() {
        assertMatches(query(IS_LINUX, List.of(IS_MAIN), List.of()), LINUX_MAIN);
        assertMatches(query(null, List.of(IS_LINUX, IS_MAIN), List.of()), LINUX_MAIN);
        assertMatches(query(IS_LINUX, List.of(IS_MAC), List.of()));
    }

    @Test
    void any_or_is_enough_beside_the_rest() {
        assertMatches(query(IS_LINUX, List.of(IS_MAIN), List.of(IS_MAC)), LINUX_MAIN, MAC_MAIN);
        assertMatches(query(IS_LINUX, List.of(), List.of(IS_MAC)), LINUX, LINUX_MAIN, MAC_MAIN);
    }

    @Test
    void or_alone_matches_what_any_of_them_matches() {
        assertMatches(query(null, List.of(), List.of(IS_MAC)), MAC_MAIN);
        assertMatches(query(null, List.of(), List.of(IS_LINUX, IS_MAC)), LINUX, LINUX_MAIN, MAC_MAIN);
    }

    @Test
    void selections_that_are_there_but_empty_match_everything_beside_an_or() {
        Query query = new Query(Optional.of(Selection.EVERYTHING), List.of(), List.of(IS_MAC));
        assertMatches(query, NOTHING, LINUX, LINUX_MAIN, MAC_MAIN);
    }

    @Test
    void queries_nest() {
        Query linuxOrMac = query(null, List.of(), List.of(IS_LINUX, IS_MAC));
        assertMatches(query(IS_MAIN, List.of(linuxOrMac), List.of()), LINUX_MAIN, MAC_MAIN);
        Query macOnMain = query(IS_MAC, List.of(IS_MAIN), List.of());
        assertMatches(query(null, List.of(), List.of(macOnMain)), MAC_MAIN);
    }

    @Test
    void ids_select_one_of_them_and_no_ids_select_nothing() {
        assertMatches(Query.of(ids("1", "3", "9")), LINUX, MAC_MAIN);
        assertMatches(Query.of(ids()));
    }

    @Test
    void all_named_parts_of_selections_must_hold() {
        Selection selection = new Selection(Optional.of(Set.of("1", "2")), Map.of("os", equal("linux")), OptionalInt.of(2), OptionalInt.empty());
        assertMatches(Query.of(selection), LINUX_MAIN);
        assertMatches(Query.of(new Selection(Optional.empty(), Map.of("os", equal("mac"), "branch", equal("main")),
                OptionalInt.empty(), OptionalInt.empty())), MAC_MAIN);
    }

    @ParameterizedTest
    @CsvSource(value = {
        // min, max, how many of the things, which have 0, 1, 2 and 2 key-values
        "-, -, 4", "0, -, 4", "1, -, 3", "2, -, 2", "3, -, 0",
        "-, 0, 1", "-, 1, 2", "-, 2, 4", "1, 1, 1", "2, 1, 0", "-, -1, 0",
    }, nullValues = "-")
    void number_of_key_values_is_held_to_both_limits(Integer min, Integer max, int found) {
        Query query = Query.of(new Selection(Optional.empty(), Map.of(), limit(min), limit(max)));
        assertThat(List.of(NOTHING, LINUX, LINUX_MAIN, MAC_MAIN).stream().filter(query::matches)).hasSize(found);
    }

    private static OptionalInt limit(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Selection ids(String... ids) {
        return new Selection(Optional.of(Set.of(ids)), Map.of(), OptionalInt.empty(), OptionalInt.empty());
    }

    private static Query query(Query selection, List<Query> and, List<Query> or) {
        return new Query(selection == null ? Optional.empty() : selection.selection(), and, or);
    }

    private static Condition equal(String value) {
        return Condition.equal(ValuePattern.exactly(Value.text(value)));
    }

    private static KeyPatterns keys(Map<String, String> pairs) {
        Map<String, ValuePattern> keys = new HashMap<>();
        pairs.forEach((key, value) -> keys.put(key, ValuePattern.exactly(Value.text(value))));
        return KeyPatterns.of(keys);
    }

    private static void assertMatches(Query query, Thing... expected) {
        assertThat(List.of(NOTHING, LINUX, LINUX_MAIN, MAC_MAIN).stream().filter(query::matches)).containsExactly(expected);
    }
}
