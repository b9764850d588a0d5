package dev.willow.queue.http;

import static dev.willow.queue.http.UpdateHistory.Ending.FAILURE;
import static dev.willow.queue.http.UpdateHistory.Ending.RELEASE;
import static dev.willow.queue.http.UpdateHistory.Ending.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.http.UpdateHistory.Accepted;
import dev.willow.queue.http.UpdateHistory.Delivered;
import dev.willow.queue.http.UpdateHistory.Ending;
import dev.willow.queue.http.UpdateHistory.Thing;
import org.junit.jupiter.api.Test;

/// The checker itself: it has nothing against what is right, and sees each way to be wrong.
class UpdateHistoryTest {
    private final UpdateHistory history = new UpdateHistory();

    @Test
    void an_item_that_was_overwritten_tried_twice_and_given_back_is_right() {
        accepted(1, "i", 0);
        accepted(2, "i", 1);
        delivered(2, "i", 1, 1, 1, 10, FAILURE);
        delivered(2, "i", 1, 2, 2, 20, RELEASE);
        accepted(3, "i", 2);
        delivered(3, "i", 2, 1, 3, 30, SUCCESS);
        assertThat(history.contradictions()).isEmpty();
    }

    @Test
    void an_update_that_nobody_got_and_nothing_overwrote_is_lost() {
        accepted(1, "i", 0);
        accepted(2, "i", 1);
        delivered(1, "i", 0, 1, 1, 10, SUCCESS);
        checkFound("lost: ");
    }

    @Test
    void an_item_that_nobody_got_is_lost() {
        accepted(1, "i", 0);
        checkFound("lost: nobody ever got");
    }

    @Test
    void an_update_that_is_counted_twice_or_not_at_all_is_seen() {
        accepted(1, "i", 0);
        accepted(2, "i", 2);
        delivered(2, "i", 2, 1, 1, 10, SUCCESS);
        checkFound("updates are missing");
        accepted(3, "i", 2);
        checkFound("the same number of updates");
    }

    @Test
    void bytes_that_belong_to_another_update_are_seen() {
        accepted(1, "i", 0);
        accepted(2, "i", 1);
        delivered(1, "i", 1, 1, 1, 10, SUCCESS);
        checkFound("never accepted so");
    }

    @Test
    void an_item_with_two_consumers_is_seen() {
        accepted(1, "i", 0);
        delivered(1, "i", 0, 1, 1, 10, RELEASE);
        delivered(1, "i", 0, 1, 2, 14, SUCCESS);
        checkFound("with two consumers");
    }

    @Test
    void an_item_that_comes_back_though_it_was_done_is_seen() {
        accepted(1, "i", 0);
        delivered(1, "i", 0, 1, 1, 10, SUCCESS);
        delivered(1, "i", 0, 1, 2, 20, SUCCESS);
        checkFound("done before");
    }

    @Test
    void a_wrong_attempt_a_token_given_twice_and_a_wrong_status_are_seen() {
        history.add(new Accepted(thing(1), "i", 0, 200));
        delivered(1, "i", 0, 2, 1, 10, FAILURE);
        delivered(1, "i", 0, 1, 1, 20, SUCCESS);
        checkFound("this should be attempt 1");
        checkFound("this should be attempt 3");
        checkFound("the same token");
        checkFound("answered 200");
    }

    @Test
    void what_overtakes_an_earlier_thing_of_its_producer_is_seen() {
        accepted(1, "i", 0);
        accepted(2, "j", 0);
        delivered(2, "j", 0, 1, 1, 10, SUCCESS);
        delivered(1, "i", 0, 1, 2, 20, SUCCESS);
        checkFound("came after number 2");
    }

    private void checkFound(String contradiction) {
        assertThat(history.contradictions()).anyMatch(found -> found.contains(contradiction));
    }

    private static Thing thing(int number) {
        return new Thing("c", 1, number);
    }

    private void accepted(int number, String item, long updates) {
        history.add(new Accepted(thing(number), item, updates, updates == 0 ? 201 : 200));
    }

    private void delivered(int number, String item, long updates, int attempt, long token, long from, Ending ending) {
        history.add(new Delivered(thing(number), item, updates, attempt, token, from, from + 5, ending));
    }
}
