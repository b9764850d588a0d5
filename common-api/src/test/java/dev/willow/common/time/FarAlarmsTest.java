package dev.willow.common.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.Ticker.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On a clock that the test moves.
class FarAlarmsTest {
    private static final Duration FAR = Duration.ofSeconds(30);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final ManualTicker time = new ManualTicker();
    private final AtomicInteger set = new AtomicInteger();
    private final FarAlarms alarms = new FarAlarms(time::nanos, (delay, task) -> {
        set.incrementAndGet();
        return time.after(delay, task);
    });
    private final List<String> rung = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_001, 1_250_000_000, 1_499_999_999, 1_500_000_000, 1_500_000_001, 30_000_000_000L, 86_400_000_000_000L})
    void an_alarm_rings_when_it_is_due_and_not_before(long nanos) {
        alarms.add(Duration.ofNanos(nanos), () -> rung.add("alarm"));
        time.advance(Duration.ofNanos(nanos).minus(INSTANT));
        assertThat(rung).isEmpty();
        time.advance(INSTANT);
        assertThat(rung).containsExactly("alarm");
        time.advance(FAR);
        assertThat(rung).hasSize(1);
    }

    @Test
    void a_thousand_that_are_taken_back_in_time_cost_no_more_than_one() {
        for (int i = 0; i < 1_000; i++) alarms.add(FAR, () -> rung.add("alarm")).cancel();
        assertThat(set).hasValue(1);
        time.advance(FAR.multipliedBy(2));
        assertThat(rung).isEmpty();
        assertThat(set).describedAs("nothing is looked at any more when nothing is there").hasValue(1);
    }

    @Test
    void what_is_taken_back_when_its_time_is_near_does_not_ring() {
        Alarm alarm = alarms.add(FAR, () -> rung.add("alarm"));
        time.advance(FAR.minus(INSTANT));
        alarm.cancel();
        time.advance(FAR);
        assertThat(rung).isEmpty();
    }

    @Test
    void one_that_comes_when_nothing_had_been_there_for_long_rings_too() {
        alarms.add(FAR, () -> {}).cancel();
        time.advance(FAR.multipliedBy(10));
        alarms.add(FAR, () -> rung.add("alarm"));
        time.advance(FAR);
        assertThat(rung).containsExactly("alarm");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void many_at_any_time_ring_in_the_order_in_which_they_are_due(long seed) {
        Random random = new Random(seed);
        List<String> due = new ArrayList<>();
        long[] delays = random.longs(200, 1_000_000_001L, 10_000_000_000L).toArray();
        for (long delay : delays) {
            String name = "%012d".formatted(time.nanos() + delay);
            Alarm alarm = alarms.add(Duration.ofNanos(delay), () -> rung.add(name));
            if (random.nextInt(3) == 0) alarm.cancel();
            else due.add(name);
            time.advance(Duration.ofNanos(random.nextLong(100_000_000)));
        }
        time.advance(FAR);
        assertThat(rung).isSorted().containsExactlyInAnyOrderElementsOf(due);
    }
}
