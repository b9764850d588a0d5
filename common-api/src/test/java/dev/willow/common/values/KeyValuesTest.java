package dev.willow.common.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyValuesTest {
    private static final Value MAIN = Value.text("main");
    private static final Value LINUX = Value.text("linux");

    @Test
    void same_pairs_in_any_order_are_the_same_set() {
        Map<String, Value> reversed = new LinkedHashMap<>();
        reversed.put("os", LINUX);
        reversed.put("branch", MAIN);

        KeyValues set = KeyValues.of("branch", MAIN, "os", LINUX);
        assertThatObject(KeyValues.of(reversed)).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(KeyValues.of(new TreeMap<>(reversed)).keys()).containsExactly("branch", "os");
    }

    @Test
    void sets_differ_by_key_by_value_and_by_type() {
        List<KeyValues> sets = List.of(
                KeyValues.NONE,
                KeyValues.of("branch", MAIN),
                KeyValues.of("branch2", MAIN),
                KeyValues.of("branch", LINUX),
                KeyValues.of("branch", MAIN, "os", LINUX),
                KeyValues.of("branch", Value.int64(1)),
                KeyValues.of("branch", Value.text("1")));
        assertThat(sets).doesNotHaveDuplicates();
        assertThat((Object) KeyValues.of("branch", MAIN)).isNotEqualTo(KeyValues.of("branch", MAIN).asPatterns());
    }

    @Test
    void hardly_any_of_many_sets_of_short_values_share_a_hash() {
        Set<Integer> hashes = new HashSet<>();
        for (int repo = 0; repo < 100; repo++)
            for (int branch = 0; branch < 1_000; branch++)
                hashes.add(KeyValues.of("repo", Value.text("r" + repo), "branch", Value.text("b" + branch)).hashCode());
        assertThat(hashes).hasSizeGreaterThan(99_900);
    }

    @Test
    void patterns_have_an_order_too_by_which_any_comes_first() {
        KeyPatterns any = KeyPatterns.of(Map.of("branch", ValuePattern.ANY));
        List<KeyPatterns> ordered = List.of(
                KeyPatterns.NONE, any,
                KeyPatterns.of(Map.of("branch", ValuePattern.ANY, "os", ValuePattern.ANY)),
                KeyValues.of("branch", LINUX).asPatterns(),
                KeyValues.of("branch", MAIN).asPatterns(),
                KeyPatterns.of(Map.of("os", ValuePattern.ANY)));
        List<KeyPatterns> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
        assertThat(any.compareTo(KeyPatterns.of(Map.of("branch", ValuePattern.ANY)))).isZero();
    }

    @Test
    void keys_are_kept_in_their_utf8_order() {
        KeyValues set = KeyValues.of(Map.of("\uD83D\uDE00", MAIN, "\uFFFD", MAIN, "z", MAIN, "a", MAIN));
        assertThat(set.keys()).containsExactly("a", "z", "\uFFFD", "\uD83D\uDE00");
        List<String> walked = new ArrayList<>();
        for (Map.Entry<String, Value> pair : set) walked.add(pair.getKey());
        assertThat(walked).containsExactly("a", "z", "\uFFFD", "\uD83D\uDE00");
    }

    @Test
    void pairs_are_found_by_key() {
        KeyValues set = KeyValues.of("branch", MAIN, "os", LINUX);
        assertThat(set.get("os")).isEqualTo(LINUX);
        assertThat(set.get("repo")).isNull();
        assertThat(set.hasKey("branch")).isTrue();
        assertThat(set.hasKey("repo")).isFalse();
        assertThat(set.size()).isEqualTo(2);
        assertThat(KeyValues.NONE.isEmpty()).isTrue();
    }

    @Test
    void one_more_pair_makes_another_set_and_leaves_the_first_alone() {
        KeyValues set = KeyValues.of("branch", MAIN);
        assertThatObject(set.with("os", LINUX)).isEqualTo(KeyValues.of("branch", MAIN, "os", LINUX));
        assertThatObject(set.with("branch", LINUX)).isEqualTo(KeyValues.of("branch", LINUX));
        assertThatObject(set).isEqualTo(KeyValues.of("branch", MAIN));
    }

    @Test
    void later_changes_of_the_map_do_not_reach_the_set() {
        Map<String, Value> map = new HashMap<>(Map.of("branch", MAIN));
        KeyValues set = KeyValues.of(map);
        map.put("os", LINUX);
        set.toMap().clear();
        assertThatObject(set).isEqualTo(KeyValues.of("branch", MAIN));
        assertThatThrownBy(() -> set.keys().set(0, "os")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void empty_and_broken_keys_and_missing_values_are_refused() {
        Map<String, Value> withoutValue = new HashMap<>();
        withoutValue.put("branch", null);
        assertThatThrownBy(() -> KeyValues.of("", MAIN)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> KeyValues.of("\uD83D", MAIN)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> KeyValues.of(withoutValue)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void sets_are_ordered_pair_by_pair_and_a_beginning_comes_first() {
        List<KeyValues> inOrder = List.of(
                KeyValues.NONE,
                KeyValues.of("a", Value.int64(2)),
                KeyValues.of("a", Value.text("1")),
                KeyValues.of("a", Value.text("1"), "b", MAIN),
                KeyValues.of("a", Value.text("1"), "c", LINUX),
                KeyValues.of("b", LINUX));
        List<KeyValues> shuffled = new ArrayList<>(inOrder.reversed());
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void patterns_made_of_a_set_admit_what_carries_all_of_it() {
        KeyPatterns patterns = KeyValues.of("branch", MAIN).asPatterns();
        assertThatObject(patterns).isEqualTo(KeyPatterns.of(Map.of("branch", ValuePattern.exactly(MAIN))));
        assertThat(patterns.admit(KeyValues.of("branch", MAIN, "os", LINUX))).isTrue();
        assertThat(patterns.admit(KeyValues.of("branch", LINUX))).isFalse();
        assertThat(patterns.admit(KeyValues.of("os", MAIN))).isFalse();
    }

    @Test
    void any_admits_every_value_but_wants_the_key() {
        KeyPatterns patterns = KeyPatterns.of(Map.of("branch", ValuePattern.ANY));
        assertThat(patterns.admit(KeyValues.of("branch", MAIN))).isTrue();
        assertThat(patterns.admit(KeyValues.of("branch", Value.int64(1)))).isTrue();
        assertThat(patterns.admit(KeyValues.of("os", LINUX))).isFalse();
        assertThat(KeyPatterns.NONE.admit(KeyValues.NONE)).isTrue();
    }

    @Test
    void group_is_what_the_candidate_carries_for_the_keys() {
        KeyPatterns patterns = KeyPatterns.of(Map.of("branch", ValuePattern.ANY));
        assertThatObject(patterns.groupOf(KeyValues.of("branch", MAIN, "os", LINUX))).isEqualTo(KeyValues.of("branch", MAIN));
        assertThatObject(KeyPatterns.NONE.groupOf(KeyValues.of("os", LINUX))).isEqualTo(KeyValues.NONE);
        assertThatThrownBy(() -> patterns.groupOf(KeyValues.of("os", LINUX))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_some_keys_are_a_set_as_if_made_of_them() {
        KeyValues both = KeyValues.of("os", LINUX, "branch", MAIN);
        assertThatObject(both.only(Set.of("os", "repo"))).isEqualTo(KeyValues.of("os", LINUX)).hasSameHashCodeAs(KeyValues.of("os", LINUX));
        assertThatObject(both.only(Set.of("os", "branch", "repo"))).isEqualTo(both);
        assertThatObject(both.only(Set.of("repo"))).isEqualTo(KeyValues.NONE);
    }

    @Test
    void texts_for_people_name_keys_and_data() {
        assertThatObject(KeyValues.of("os", LINUX, "branch", MAIN)).hasToString("branch=main, os=linux");
        assertThatObject(KeyPatterns.of(Map.of("os", ValuePattern.exactly(LINUX), "branch", ValuePattern.ANY)))
                .hasToString("branch=*, os=linux");
    }
}
