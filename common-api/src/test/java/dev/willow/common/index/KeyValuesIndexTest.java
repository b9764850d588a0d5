package dev.willow.common.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.query.Condition;
import dev.willow.common.query.Match;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyValuesIndexTest {
    private final KeyValuesIndex<Subject> index = new KeyValuesIndex<>();

    @Test
    void several_things_may_carry_the_same_set() {
        Thing a = Thing.of("hold-a", "branch", "main");
        Thing b = Thing.of("hold-b", "branch", "main");
        index.add(b);
        index.add(a);
        index.add(Thing.of("other", "branch", "main", "os", "linux"));
        index.add(Thing.of("any", "branch", "*"));

        assertThat(index.exact(Thing.keys("branch", "main"))).containsExactly(a, b);
        index.remove("hold-a");
        assertThat(index.exact(Thing.keys("branch", "main"))).containsExactly(b);
        index.remove("hold-b");
        assertThat(index.exact(Thing.keys("branch", "main"))).isEmpty();
        assertThat(index.exact(Thing.keys("branch", "*"))).extracting(Subject::id).containsExactly("any");
    }

    @Test
    void answers_are_in_the_order_of_the_ids_whatever_the_slots_are() {
        for (String id : List.of("b", "\uD83D\uDE00", "\uFFFD", "a", "c")) index.add(Thing.of(id, "os", "linux"));
        index.remove("a");
        index.add(Thing.of("aa", "os", "linux"));
        Query linux = Query.of(Selection.where("os", Condition.equal(Thing.pattern("linux"))));
        List<String> inOrder = List.of("aa", "b", "c", "\uFFFD", "\uD83D\uDE00");
        assertThat(index.query(linux)).extracting(Subject::id).isEqualTo(inOrder);
        assertThat(index.query(Query.EVERYTHING)).extracting(Subject::id).isEqualTo(inOrder);
        assertThat(index.exact(Thing.keys("os", "linux"))).extracting(Subject::id).isEqualTo(inOrder);
    }

    @Test
    void what_has_no_keys_is_found_by_every_match() {
        Thing everywhere = Thing.of("everywhere");
        index.add(everywhere);
        assertThat(index.match(Match.appliesTo(KeyValues.NONE))).containsExactly(everywhere);
        assertThat(index.match(Match.appliesTo(KeyValues.of("os", Value.text("linux"))))).containsExactly(everywhere);
    }

    @Test
    void slot_stays_with_its_thing_and_the_lowest_free_one_is_given_next() {
        assertThat(index.add(Thing.of("a"))).isEqualTo(0);
        assertThat(index.add(Thing.of("b"))).isEqualTo(1);
        assertThat(index.add(Thing.of("c"))).isEqualTo(2);
        index.remove("b");
        index.remove("a");
        assertThat(index.slotOf("c")).isEqualTo(2);
        assertThat(index.slotOf("a")).isEqualTo(-1);
        assertThatThrownBy(() -> index.at(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.at(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.at(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(index.add(Thing.of("d"))).isEqualTo(0);
        assertThat(index.add(Thing.of("e"))).isEqualTo(1);
        assertThat(index.add(Thing.of("f"))).isEqualTo(3);
    }

    @Test
    void id_in_use_is_refused_and_changes_nothing() {
        Thing first = Thing.of("a", "os", "linux");
        index.add(first);
        assertThatThrownBy(() -> index.add(Thing.of("a", "os", "mac"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(index.byId("a")).containsSame(first);
        assertThat(index.size()).isEqualTo(1);
        index.check();
    }

    @Test
    void thing_is_replaced_in_its_slot_but_only_by_one_with_the_same_keys() {
        record Rule(String id, KeyPatterns keys, int limit) implements Subject {}
        Rule one = new Rule("r", Thing.keys("os", "*"), 1);
        Rule two = new Rule("r", Thing.keys("os", "*"), 2);
        int slot = index.add(one);

        assertThat(index.replace(two)).isSameAs(one);
        assertThat(index.slotOf("r")).isEqualTo(slot);
        assertThat(index.exact(Thing.keys("os", "*"))).containsExactly(two);
        assertThatThrownBy(() -> index.replace(Thing.of("r", "os", "linux"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.replace(Thing.of("s", "os", "*"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void index_that_was_emptied_finds_nothing_and_fills_again() {
        for (int i = 0; i < 1_000; i++) index.add(Thing.of("t" + i, "build", i, "os", i % 2 == 0 ? "linux" : "*"));
        for (int i = 0; i < 1_000; i++) assertThat(index.remove("t" + i)).isPresent();
        index.check();
        assertThat(index.query(Query.EVERYTHING)).isEmpty();
        assertThat(index.match(Match.appliesTo(KeyValues.of("os", Value.text("linux"), "build", Value.int64(3))))).isEmpty();
        assertThat(index.add(Thing.of("again", "build", 1))).isEqualTo(0);
        assertThat(index.query(Query.EVERYTHING)).hasSize(1);
    }

    @Test
    void compiled_query_sees_what_comes_and_goes_and_gives_every_candidate_its_turn() {
        CompiledQuery<Subject> linux = index.compile(Query.of(Selection.where("os", Condition.equal(Thing.pattern("linux")))));
        SlotSet ready = new SlotSet();
        SlotTable<String> names = new SlotTable<>();
        for (int i = 0; i < 40; i++) {
            int slot = index.add(Thing.of("t" + i, "os", i % 4 == 0 ? "linux" : "mac"));
            names.set(slot, "t" + i);
            ready.add(slot);
        }
        ready.remove(index.slotOf("t8"));

        List<String> turns = new ArrayList<>();
        for (int turn = 0, from = 30; turn < 10; turn++) {
            int slot = linux.nextAround(ready, from);
            turns.add(names.get(slot));
            from = slot + 1;
        }
        assertThat(turns).containsExactly("t32", "t36", "t0", "t4", "t12", "t16", "t20", "t24", "t28", "t32");
        assertThat(linux.next(ready, 37)).isEqualTo(-1);
        assertThat(linux.within(new SlotSet()).isEmpty()).isTrue();
        assertThat(linux.nextAround(new SlotSet(), 5)).isEqualTo(-1);

        int gone = index.slotOf("t32");
        index.remove("t32");
        ready.remove(gone);
        assertThat(names.clear(gone)).isEqualTo("t32");
        assertThat(names.get(gone)).isNull();
        assertThat(linux.slots().contains(gone)).isFalse();
        assertThat(linux.next(ready, gone)).isEqualTo(index.slotOf("t36"));
        assertThat(linux.matches(Thing.of("not here", "os", "linux"))).isTrue();
    }

    @Test
    void sets_answered_are_the_callers_own() {
        index.add(Thing.of("a", "os", "linux"));
        index.add(Thing.of("b", "os", "mac"));
        for (Query query : List.of(Query.EVERYTHING, Query.of(Selection.where("os", Condition.equal(Thing.pattern("linux")))))) {
            CompiledQuery<Subject> compiled = index.compile(query);
            SlotSet candidates = compiled.slots();
            int before = candidates.size();
            compiled.slots().remove(0);
            compiled.within(candidates).remove(0);
            assertThat(candidates.size()).isEqualTo(before);
            assertThat(compiled.slots().size()).isEqualTo(before);
        }
        index.check();
        assertThat(index.exact(KeyPatterns.of(Map.of("os", Thing.pattern("linux"))))).hasSize(1);
    }
}
