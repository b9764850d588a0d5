package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RandomGenerator LOWEST = () -> 0L;
    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMillis(500));

    @Test
    void pauses_double_up_to_the_longest_and_half_of_each_is_left_to_chance() {
        assertThat(pauses(new Backoff(POLICY, LOWEST, 1, 0), 5)).containsExactly(millis(50), millis(100), millis(200), millis(250), millis(250));
        SplittableRandom dice = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++)
            assertThat(pauses(new Backoff(POLICY, dice, 1, 0), 1).getFirst()).isBetween(millis(50), millis(100));
    }

    @Test
    void each_service_is_asked_once_between_two_pauses() {
        assertThat(pauses(new Backoff(POLICY, LOWEST, 3, 0), 7)).containsExactly(
                Duration.ZERO, Duration.ZERO, millis(50), Duration.ZERO, Duration.ZERO, millis(100), Duration.ZERO);
    }

    @Test
    void a_pause_is_never_shorter_than_the_service_asked_for() {
        Backoff backoff = new Backoff(POLICY, LOWEST, 1, 0);
        assertThat(backoff.next(0, Optional.of(Duration.ofSeconds(1)))).contains(millis(1_050));
    }

    @Test
    void the_last_pause_ends_with_the_patience_and_then_it_is_enough() {
        Backoff backoff = new Backoff(POLICY, LOWEST, 1, 7);
        long end = 7 + POLICY.patience().toNanos();
        assertThat(backoff.next(end - 5, Optional.empty())).contains(Duration.ofNanos(5));
        assertThat(backoff.next(end, Optional.empty())).isEmpty();
    }

    @Test
    void a_policy_that_makes_no_sense_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.forAsLongAs(millis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(millis(1), Duration.ZERO, millis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(millis(1), millis(2), millis(1)));
    }

    private static List<Duration> pauses(Backoff backoff, int count) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) pauses.add(backoff.next(0, Optional.empty()).orElseThrow());
        return pauses;
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
