package dev.willow.faults.check;

import static dev.willow.faults.check.Told.MAIN;
import static dev.willow.faults.check.Told.change;
import static dev.willow.faults.check.Told.deleted;
import static dev.willow.faults.check.Told.made;
import static dev.willow.faults.check.Told.that;
import static dev.willow.faults.history.Fate.DONE;
import static dev.willow.faults.history.Fate.REFUSED;
import static dev.willow.faults.history.Fate.UNKNOWN;
import static dev.willow.faults.history.LockHold.EXCLUSIVE;
import static dev.willow.faults.history.LockHold.SHARED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Hand-made histories of locks, and of places under limits.
class HoldHistoriesTest {
    private static final String EXCEEDED = "limits hold";
    private static final Map<String, String> OTHER = Map.of("branch", "other");

    @Test
    void holders_one_after_the_other_are_fine_and_two_at_a_time_are_found() {
        assertThat(that().locked(EXCLUSIVE, 1, 1, 2, 5).locked(EXCLUSIVE, 2, 1, 5, 8).broken()).isEmpty();
        assertThat(that().locked(EXCLUSIVE, 1, 1, 2, 5).locked(EXCLUSIVE, 2, 1, 4, 8).broken()).containsExactly("locks exclude");
    }

    @Test
    void sharers_may_be_many_but_not_beside_one_who_wants_it_alone() {
        Told told = that().locked(SHARED, 1, 1, 2, 9).locked(SHARED, 2, 1, 2, 9).locked(SHARED, 3, 1, 2, 9);
        assertThat(told.broken()).isEmpty();
        assertThat(told.locked(EXCLUSIVE, 4, 1, 8, 10).broken()).containsExactly("locks exclude");
    }

    @Test
    void a_lock_of_some_places_has_no_more_holders_than_places() {
        Told told = that().locked(2, 1, 1, 2, 9).locked(2, 2, 1, 2, 9);
        assertThat(told.broken()).isEmpty();
        assertThat(told.locked(2, 3, 1, 8, 10).broken()).containsExactly("locks exclude");
    }

    @Test
    void tokens_of_a_lock_grow_where_the_order_is_certain() {
        assertThat(that().locked(EXCLUSIVE, 2, 1, 2, 3).locked(EXCLUSIVE, 1, 4, 5, 6).broken()).containsExactly("tokens grow");
        assertThat(that().locked(EXCLUSIVE, 2, 1, 5, 6).locked(EXCLUSIVE, 1, 1, 2, 3).broken()).isEmpty();
        assertThat(that().locked(EXCLUSIVE, 2, 1, 2, 3).locked(EXCLUSIVE, 2, 4, 5, 6).broken()).containsExactly("tokens grow");
    }

    @Test
    void one_place_too_many_of_a_group_is_found() {
        Limit two = Limit.of("two per branch", List.of("branch"), 2);
        Told told = that().limited(two).placed(MAIN, 1, 2, 9).placed(MAIN, 1, 2, 9).placed(OTHER, 1, 2, 9);
        assertThat(told.broken()).isEmpty();
        assertThat(told.placed(MAIN, 1, 8, 9).broken()).containsExactly(EXCEEDED);
    }

    @Test
    void running_items_take_places_beside_direct_additions() {
        Told told = that().limited(Limit.of("one", List.of("branch"), 1)).pushed("a", 1, 2, DONE);
        told.handed("a", 7, 3, 4, 9, HandOut.Kind.SUCCEEDED, DONE);
        assertThat(told.broken()).isEmpty();
        assertThat(told.placed(MAIN, 5, 6, 7).broken()).containsExactly(EXCEEDED);
    }

    @Test
    void a_limit_that_was_lowered_below_what_is_taken_is_not_exceeded_but_nobody_new_gets_in() {
        Limit lowered = new Limit("lowered", List.of("branch"), Map.of(), Map.of(), List.of(made(2, 0, 1), change(1, 10, 12, DONE)));
        assertThat(that().limited(lowered).placed(MAIN, 1, 2, 30).placed(MAIN, 1, 2, 30).broken()).isEmpty();
        assertThat(that().limited(lowered).placed(MAIN, 1, 2, 30).placed(MAIN, 11, 14, 30).broken()).as("may be before").isEmpty();
        assertThat(that().limited(lowered).placed(MAIN, 1, 2, 30).placed(MAIN, 13, 14, 30).broken()).containsExactly(EXCEEDED);
    }

    @Test
    void a_change_that_was_refused_never_was_and_one_without_an_answer_may_come_until_the_rule_is_gone() {
        Limit refused = new Limit("r", List.of("branch"), Map.of(), Map.of(), List.of(made(1, 0, 1), change(2, 3, 4, REFUSED)));
        assertThat(that().limited(refused).placed(MAIN, 1, 2, 30).placed(MAIN, 5, 6, 30).broken()).containsExactly(EXCEEDED);
        List<Limit.Change> unknown = List.of(
                made(1, 0, 1), change(2, 3, 4, UNKNOWN), change(1, 6, 7, DONE), deleted(20, 21), made(1, 22, 23));
        Limit changed = new Limit("u", List.of("branch"), Map.of(), Map.of(), unknown);
        assertThat(that().limited(changed).placed(MAIN, 1, 2, 30).placed(MAIN, 15, 16, 30).broken()).isEmpty();
        assertThat(that().limited(changed).placed(MAIN, 1, 2, 30).placed(MAIN, 24, 25, 30).broken()).containsExactly(EXCEEDED);
    }

    @Test
    void without_the_rule_anybody_may_come_in() {
        Limit gone = new Limit("g", List.of("branch"), Map.of(), Map.of(), List.of(made(1, 0, 1), deleted(5, 6), made(1, 10, 11)));
        assertThat(that().limited(gone).placed(MAIN, 1, 2, 30).placed(MAIN, 7, 8, 30).placed(MAIN, 7, 8, 30).broken()).isEmpty();
        assertThat(that().limited(gone).placed(MAIN, 1, 2, 30).placed(MAIN, 12, 13, 30).broken()).containsExactly(EXCEEDED);
    }

    @Test
    void an_override_stands_for_its_rule_where_it_applies() {
        Limit rule = Limit.of("rule", List.of("branch"), 1).except(MAIN);
        Limit override = Limit.of("override", List.of("branch"), 2).only(MAIN);
        Told told = that().limited(rule).limited(override).placed(MAIN, 1, 2, 9).placed(MAIN, 1, 2, 9).placed(OTHER, 1, 2, 9);
        assertThat(told.broken()).isEmpty();
        assertThat(told.placed(OTHER, 1, 3, 9).broken()).containsExactly(EXCEEDED);
    }
}
