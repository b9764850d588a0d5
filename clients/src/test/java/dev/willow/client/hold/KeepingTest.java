package dev.willow.client.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LostException;
import dev.willow.common.time.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1_200);
    private static final Duration PERIOD = TIMEOUT.dividedBy(4); // with dice that show 0
    private static final Duration AGAIN = TIMEOUT.dividedBy(12);
    private static final Duration NANO = Duration.ofNanos(1);

    private final ManualTicker ticker = new ManualTicker();
    private final List<Long> beats = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void it_is_kept_as_long_as_heartbeats_are_accepted() {
        Keeping keeping = keeping(keptNow -> keptNow.accepted(ticker.nanos(), false));
        ticker.advance(TIMEOUT.multipliedBy(10));
        assertThat(keeping.isHeld()).isTrue();
        assertThat(beats).hasSize(40).startsWith(PERIOD.toNanos(), 2 * PERIOD.toNanos());
    }

    @Test
    void its_time_counts_from_when_the_last_accepted_heartbeat_was_sent() {
        Keeping keeping = keeping(unanswered -> {});
        ticker.advance(PERIOD.plusMillis(100)); // the answer comes 100 ms after the heartbeat left
        keeping.accepted(beats.getFirst(), false);
        assertThat(keeping.remaining()).isEqualTo(TIMEOUT.minusMillis(100));
    }

    @Test
    void it_is_lost_to_the_nanosecond_when_no_heartbeat_is_accepted_in_time() {
        Keeping keeping = keeping(Keeping::unanswered);
        ticker.advance(TIMEOUT.minus(NANO));
        keeping.ensureHeld();
        assertThat(keeping.remaining()).isEqualTo(NANO);
        assertThat(told).isEmpty();
        ticker.advance(NANO);
        assertThat(told).containsExactly("lost");
        assertLost(keeping);
    }

    @Test
    void it_is_lost_in_time_although_a_heartbeat_is_still_under_way() {
        Keeping keeping = keeping(silent -> {});
        ticker.advance(TIMEOUT);
        assertThat(told).containsExactly("lost");
        keeping.accepted(beats.getFirst(), false); // too late: who was told that it is lost has stopped
        assertLost(keeping);
    }

    @Test
    void a_heartbeat_without_an_answer_is_soon_followed_by_another() {
        keeping(Keeping::unanswered);
        ticker.advance(PERIOD.plus(AGAIN.multipliedBy(3)));
        assertThat(beats).hasSize(4);
    }

    @Test
    void it_is_lost_at_once_when_a_heartbeat_is_refused_and_sends_no_more() {
        Keeping keeping = keeping(refused -> refused.refused("it expired", null, Optional.of("r-1")));
        ticker.advance(TIMEOUT.multipliedBy(5));
        assertThat(told).containsExactly("lost");
        assertThat(beats).hasSize(1);
        assertThatThrownBy(keeping::ensureHeld).isInstanceOf(LostException.class).hasMessage("the thing was lost: it expired");
    }

    @Test
    void what_has_ended_sends_no_heartbeat_is_not_lost_and_is_refused_to_be_used() {
        Keeping keeping = keeping(Keeping::unanswered);
        keeping.ended();
        ticker.advance(TIMEOUT.multipliedBy(2));
        assertThat(beats).isEmpty();
        assertThat(told).isEmpty();
        assertThat(keeping.isHeld()).isFalse();
        assertThatThrownBy(keeping::ensureHeld).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_being_ended_is_still_kept_and_its_loss_is_not_told() {
        Keeping keeping = keeping(keptNow -> keptNow.accepted(ticker.nanos(), false));
        keeping.ending();
        ticker.advance(TIMEOUT);
        assertThat(beats).hasSize(4);
        assertThatThrownBy(keeping::ending).isInstanceOf(IllegalStateException.class);
        keeping.refused("it was acked", null, Optional.empty());
        assertThat(told).isEmpty();
    }

    @Test
    void what_could_not_be_ended_is_held_on() {
        Keeping keeping = keeping(keptNow -> keptNow.accepted(ticker.nanos(), false));
        keeping.ending();
        keeping.heldOn();
        keeping.ensureHeld();
        keeping.ending();
    }

    @Test
    void what_was_taken_together_does_not_beat_together() {
        TreeSet<Long> moments = new TreeSet<>();
        SplittableRandom dice = new SplittableRandom(7);
        for (int i = 0; i < 100; i++)
            new Keeping(ticker, dice, "one of many", TIMEOUT, 0, keeping -> moments.add(ticker.nanos()), watch()).start();
        ticker.advance(TIMEOUT.dividedBy(3).plus(NANO));
        assertThat(moments).hasSizeGreaterThan(90);
    }

    @Test
    void heartbeats_that_share_calls_leave_at_a_few_common_moments_and_are_in_time() {
        Map<Long, Integer> beatsAt = new TreeMap<>();
        SplittableRandom dice = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            long keptAt = dice.nextLong(TIMEOUT.toNanos());
            new Keeping(ticker, dice, "one of many", TIMEOUT, keptAt - TIMEOUT.toNanos() / 12, shared(keeping -> {
                beatsAt.merge(ticker.nanos(), 1, Integer::sum);
                keeping.accepted(ticker.nanos(), false);
            }), watch()).start();
        }
        ticker.advance(TIMEOUT.multipliedBy(10));
        assertThat(told).isEmpty();
        assertThat(beatsAt.keySet()).allMatch(moment -> moment % AGAIN.toNanos() == 0).hasSizeLessThanOrEqualTo(10 * 12 + 1);
        assertThat(beatsAt.values()).as("no moment has them all").allMatch(count -> count < 60);
        int beatsOfEach = beatsAt.values().stream().mapToInt(count -> count).sum() / 100;
        assertThat(beatsOfEach).isBetween(10 * 12 / 5, 10 * 12 / 3);
    }

    private void assertLost(Keeping keeping) {
        assertThat(keeping.isHeld()).isFalse();
        assertThat(keeping.remaining()).isZero();
        assertThatThrownBy(keeping::ensureHeld).isInstanceOf(LostException.class);
        assertThatThrownBy(keeping::ending).isInstanceOf(LostException.class);
    }

    private Keeping keeping(Heart answer) {
        return new Keeping(ticker, () -> 0, "the thing", TIMEOUT, 0, keeping -> {
            beats.add(ticker.nanos());
            answer.beat(keeping);
        }, watch()).start();
    }

    private static Heart shared(Heart heart) {
        return new Heart() {
            @Override
            public void beat(Keeping keeping) {
                heart.beat(keeping);
            }

            @Override
            public boolean isShared() {
                return true;
            }
        };
    }

    private Keeping.Watch watch() {
        return new Keeping.Watch() {
            @Override
            public void lost() {
                told.add("lost");
            }

            @Override
            public void superseded() {
                told.add("superseded");
            }
        };
    }
}
