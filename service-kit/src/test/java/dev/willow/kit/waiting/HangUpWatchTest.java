package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpWatchTest {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(200);

    @Test
    void a_look_at_everybody_costs_a_twentieth_of_a_processor_and_one_that_was_held_up_does_not_put_off_the_next() {
        assertThat(restAfterMillis(1)).isEqualTo(200);
        assertThat(restAfterMillis(30)).isEqualTo(600);
        assertThat(restAfterMillis(500)).isEqualTo(1_000);
    }

    private static long restAfterMillis(long round) {
        return TimeUnit.NANOSECONDS.toMillis(HangUpWatch.rest(SHORTEST, TimeUnit.MILLISECONDS.toNanos(round)));
    }
}
