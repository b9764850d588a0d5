package dev.willow.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/// Who is let in, and what gives room back.
class AdmissionTest {
    private static final Pace PACE = new Pace(Duration.ofSeconds(20), 1_000);
    private static final long MIB = 1 << 20;

    private static Admission admitting(int waiting, int calls, long transit) {
        return new Admission(new Bounds(waiting, calls, transit), PACE);
    }

    @Test
    void as_many_calls_are_let_in_as_may_be_and_another_when_one_ends() {
        Admission admission = admitting(1, 2, 1);
        Stay first = admission.call().orElseThrow();
        admission.call().orElseThrow();
        assertThat(admission.call()).isEmpty();
        first.close();
        first.close(); // gives back no more than it had
        assertThat(admission.underWay()).isEqualTo(1);
        assertThat(admission.call()).isPresent();
        assertThat(admission.call()).isEmpty();
    }

    @Test
    void who_waits_makes_room_for_a_call_and_takes_a_place_among_those_who_wait() {
        Admission admission = admitting(1, 1, 1);
        Stay waiting = admission.call().orElseThrow();
        assertThat(waiting.beginToWait()).isTrue();
        assertThat(waiting.beginToWait()).isTrue(); // asked again
        Stay other = admission.call().orElseThrow();
        assertThat(other.beginToWait()).isFalse();
        assertThat(admission.call()).isEmpty(); // it is still a call
        waiting.close();
        assertThat(other.beginToWait()).isTrue();
        assertThat(admission.call()).isPresent();
    }

    @Test
    void services_hear_from_each_other_however_many_wait() {
        Admission admission = admitting(1, 1, 1);
        assertThat(admission.call().orElseThrow().beginToWait()).isTrue();
        for (int listener = 0; listener < 100; listener++) assertThat(admission.call().orElseThrow().beginToListen()).isTrue();
        assertThat(admission.call().orElseThrow().beginToListen()).isFalse();
    }

    @Test
    void slow_bodies_keep_out_no_call_and_the_oldest_give_way_to_others() {
        Admission admission = admitting(1, 4, 1);
        List<Stay> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(admission.call().orElseThrow());
            assertThat(slow.getLast().beginToRead()).isTrue();
        }
        assertThat(slow).extracting(Stay::givesWay).containsExactly(true, true, false, false);
        Stay one = admission.call().orElseThrow();
        assertThat(one.beginToRead()).isFalse();
        for (int i = 0; i < 3; i++) admission.call().orElseThrow();
        assertThat(slow.getLast().endReading()).isFalse(); // calls are many by now
        one.close();
        assertThat(slow.getLast().endReading()).isTrue();
        assertThat(admission.call()).isEmpty();
        slow.forEach(Stay::close);
        assertThat(admission.call().orElseThrow().beginToRead()).isTrue();
    }

    @Test
    void operators_look_on_while_no_call_is_let_in() {
        Admission admission = admitting(1, 1, 1);
        admission.call().orElseThrow();
        assertThat(admission.operatorsCall()).isPresent();
        assertThat(admission.call()).isEmpty();
    }

    @Test
    void what_is_large_shares_its_room_and_gives_it_back_with_its_call() {
        Admission admission = admitting(1, 3, 100);
        Stay one = admission.call().orElseThrow();
        Stay other = admission.call().orElseThrow();
        assertThat(one.carry(60)).isTrue();
        assertThat(one.carry(30)).isTrue();
        assertThat(other.carry(11)).isFalse();
        assertThat(other.carry(10)).isTrue();
        one.close();
        assertThat(other.carry(90)).isTrue();
    }

    @Test
    void what_is_larger_than_all_the_room_is_let_in_alone() {
        Admission admission = admitting(1, 3, 100);
        Stay large = admission.call().orElseThrow();
        assertThat(large.carry(1_000)).isTrue();
        Stay small = admission.call().orElseThrow();
        assertThat(small.carry(1)).isFalse();
        large.close();
        assertThat(small.carry(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 20, false", "0, 21, true", "1000, 21, false", "999, 21, true", "1000, 22, true", "5000, 25, false", "0, 1, false"})
    void who_is_slow_has_its_time_and_then_a_pace(long bytes, long seconds, boolean tooSlow) {
        assertThat(PACE.isTooSlow(bytes, TimeUnit.SECONDS.toNanos(seconds))).isEqualTo(tooSlow);
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 247, 460, 1024, 4096, 65_536})
    void what_is_let_in_fits_the_heap(long mib) {
        long heap = mib * MIB;
        Bounds bounds = Bounds.ofHeap(heap);
        if (mib >= 247) {
            // Those who wait, the others and those whose bodies come with 64 KiB each, unfinished heads with 25, connections with 6.
            long waiting = bounds.waiting() + Math.max(100, bounds.waiting() / 10);
            long silent = Math.max(0, Bounds.connectionsOfHeap(heap) - waiting - 4L * bounds.calls());
            long taken = 65_536L * (waiting + 2 * bounds.calls()) + 25_600L * 2 * bounds.calls() + 6_144L * silent + 4 * bounds.transit();
            assertThat(taken).isLessThan(heap * 3 / 5);
        }
        assertThat(bounds.waiting()).isBetween(100, 100_000);
        assertThat(bounds.calls()).isBetween(64, 10_000);
        assertThat(Bounds.connectionsOfHeap(heap)).isBetween(1_000, 20_000);
    }

    @Test
    void a_setting_stands_where_it_is_not_zero() {
        var settings = new AdmissionProperties(7, 0, DataSize.ofBytes(9), Duration.ofSeconds(1),
                DataSize.ofBytes(1));
        Bounds ofHeap = Bounds.ofHeap(1024 * MIB);
        assertThat(settings.toBounds(1024 * MIB)).isEqualTo(new Bounds(7, ofHeap.calls(), 9));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bounds(0, 1, 1)).withMessageContaining("waiting");
    }
}
