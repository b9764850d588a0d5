package dev.willow.faults.check;

import static dev.willow.faults.check.Told.that;
import static dev.willow.faults.history.Fate.DONE;
import static dev.willow.faults.history.Fate.REFUSED;
import static dev.willow.faults.history.Fate.UNKNOWN;
import static dev.willow.faults.history.HandOut.Kind.FAILED;
import static dev.willow.faults.history.HandOut.Kind.LEFT;
import static dev.willow.faults.history.HandOut.Kind.RELEASED;
import static dev.willow.faults.history.HandOut.Kind.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.faults.history.Push;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hand-made histories of items.
class ItemHistoriesTest {
    private static final String LOST = "nothing is lost";

    @Test
    void an_item_that_is_pushed_handed_out_and_done_is_fine() {
        assertThat(that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void one_that_was_accepted_and_never_seen_again_is_found() {
        assertThat(that().pushed("a", 1, 2, DONE).broken()).containsExactly(LOST);
    }

    @Test
    void one_whose_push_was_not_answered_or_refused_may_never_be_seen() {
        assertThat(that().pushed("a", 1, 2, UNKNOWN).pushed("b", 1, 2, REFUSED).broken()).isEmpty();
    }

    @Test
    void one_that_is_still_in_the_queue_is_not_lost_but_left() {
        assertThat(that().pushed("a", 1, 2, DONE).leaving(List.of("a"), List.of()).broken()).containsExactly("nothing is left");
    }

    @Test
    void one_that_failed_and_may_be_tried_for_ever_must_come_again() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, FAILED, DONE);
        assertThat(told.broken()).containsExactly(LOST);
        assertThat(told.handed("a", "a", 8, 2, 6, 7, 8, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void one_that_failed_as_often_as_it_may_is_gone_by_the_rules() {
        assertThat(that().pushed("a", false, 1, 1, 2, DONE).handed("a", 7, 3, 4, 5, FAILED, DONE).broken()).containsExactly(LOST);
        assertThat(that().pushed("a", false, 1, 1, 2, DONE)
                .handed("a", 7, 3, 4, 5, FAILED, DONE).handed("a", "a", 8, 2, 6, 7, 8, LEFT, UNKNOWN).broken()).isEmpty();
    }

    @Test
    void one_that_was_released_has_used_no_attempt() {
        assertThat(that().pushed("a", false, 0, 1, 2, DONE).handed("a", 7, 3, 4, 5, RELEASED, DONE).broken()).containsExactly(LOST);
        assertThat(that().pushed("a", false, 0, 1, 2, DONE).handed("a", 7, 3, 4, 5, RELEASED, UNKNOWN).broken()).isEmpty();
    }

    @Test
    void a_hand_out_that_nobody_heard_of_may_have_used_an_attempt_but_not_before_the_push() {
        assertThat(that().pushed("a", false, 0, 10, 12, DONE).lostAnswer(11, 15).broken()).isEmpty();
        assertThat(that().pushed("a", false, 0, 10, 12, DONE).lostAnswer(1, 5).broken()).containsExactly(LOST);
        assertThat(that().pushed("a", false, Push.FOR_EVER, 10, 12, DONE).lostAnswer(11, 15).broken()).containsExactly(LOST);
    }

    @Test
    void an_item_may_be_updated_away_by_a_later_push_of_its_channel_and_the_last_one_may_not() {
        Told told = that().pushed("a", true, Push.FOR_EVER, 1, 2, DONE).pushed("b", true, Push.FOR_EVER, 3, 4, DONE);
        assertThat(told.broken()).as("b was the last").containsExactly(LOST);
        assertThat(told.handed("b", "a", 7, 1, 5, 6, 7, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void an_item_that_is_not_updateable_is_not_updated_away() {
        assertThat(that().pushed("a", 1, 2, DONE).pushed("b", 3, 4, DONE).handed("b", 7, 5, 6, 7, SUCCEEDED, DONE).broken())
                .containsExactly(LOST);
    }

    @Test
    void a_push_that_was_over_before_or_refused_updates_nothing_away() {
        assertThat(that().pushed("a", true, 0, 10, 12, DONE).pushed("b", true, 0, 13, 14, REFUSED).broken()).containsExactly(LOST);
        assertThat(that().pushed("a", true, 0, 10, 12, DONE).pushed("b", true, 0, 1, 2, UNKNOWN).broken()).containsExactly(LOST);
        assertThat(that().pushed("a", true, 0, 10, 12, DONE).pushed("b", true, 0, 11, 14, UNKNOWN).broken()).isEmpty();
    }

    @Test
    void an_ack_that_was_lost_may_have_ended_the_item_and_one_that_was_refused_has_not() {
        assertThat(that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, SUCCEEDED, UNKNOWN).broken()).isEmpty();
        assertThat(that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, SUCCEEDED, REFUSED).broken()).containsExactly(LOST);
    }

    @Test
    void what_was_done_for_certain_is_not_handed_out_again() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, SUCCEEDED, DONE);
        assertThat(told.handed("a", "a", 8, 1, 6, 7, 8, SUCCEEDED, DONE).broken()).containsExactly("done is done");
    }

    @Test
    void what_was_not_done_for_certain_may_be_handed_out_again() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, SUCCEEDED, UNKNOWN);
        assertThat(told.handed("a", "a", 8, 1, 6, 7, 8, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void two_consumers_of_one_item_at_a_time_are_found() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 10, LEFT, UNKNOWN);
        assertThat(told.handed("a", "a", 8, 2, 5, 9, 12, SUCCEEDED, DONE).broken()).containsExactly("one consumer");
    }

    @Test
    void two_consumers_one_after_the_other_are_fine_to_the_very_moment() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 10, LEFT, UNKNOWN);
        assertThat(told.handed("a", "a", 8, 2, 5, 10, 12, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void a_hand_out_whose_answer_came_after_its_time_was_over_was_never_held_for_certain() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 20, 10, LEFT, UNKNOWN);
        assertThat(told.handed("a", "a", 8, 2, 11, 12, 30, SUCCEEDED, DONE).broken()).isEmpty();
    }

    @Test
    void an_item_that_nobody_pushed_or_that_was_refused_is_found() {
        assertThat(that().handed("a", 7, 3, 4, 5, SUCCEEDED, DONE).broken()).containsExactly("nothing is invented");
        assertThat(that().pushed("a", 1, 2, REFUSED).handed("a", 7, 3, 4, 5, SUCCEEDED, DONE).broken())
                .containsExactly("nothing is invented");
    }

    @Test
    void an_attempt_too_many_is_found() {
        Told told = that().pushed("a", false, 1, 1, 2, DONE).handed("a", "a", 7, 2, 3, 4, 5, SUCCEEDED, DONE);
        assertThat(told.broken()).isEmpty();
        assertThat(that().pushed("a", false, 1, 1, 2, DONE).handed("a", "a", 7, 3, 3, 4, 5, SUCCEEDED, DONE).broken())
                .containsExactly("nothing is invented");
    }

    @Test
    void a_token_that_does_not_grow_is_found() {
        Told told = that().pushed("a", 1, 2, DONE).handed("a", 7, 3, 4, 5, FAILED, DONE);
        assertThat(told.handed("a", "a", 6, 2, 6, 7, 8, SUCCEEDED, DONE).broken()).contains("tokens grow");
    }

    @Test
    void what_is_left_and_what_no_caller_should_hear_are_found() {
        assertThat(that().leaving(List.of(), List.of("counter branch=main at 1")).broken()).containsExactly("nothing is left");
        assertThat(that().surprised("500").broken()).containsExactly("no surprises");
    }
}
