package dev.willow.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GathererTest {
    private static final long SYNC = TimeUnit.MICROSECONDS.toNanos(300);

    private static final long LEISURE = TimeUnit.MILLISECONDS.toNanos(20);

    private long nanos;
    private final Gatherer<LedgerCommand, LedgerEvent> gatherer =
            new Gatherer<>(1 << 20, new Load(EngineLimits.DEFAULT), () -> nanos);

    private void add(int commands) {
        add(commands, false);
    }

    private void add(int commands, boolean areAhead) {
        for (int i = 0; i < commands; i++) {
            var command = new LedgerCommand.Put(Optional.empty(), "k", i);
            gatherer.add(new Pending.Work<>(command, new Entry.Item.Command(new byte[10], List.of()), areAhead, Optional.empty()));
        }
    }

    private int shipped() {
        assertThat(gatherer.canShip()).as("there is an entry to ship").isTrue();
        return EntryFormat.read(gatherer.ship(Instant.EPOCH)).items().size();
    }

    /// Lets the entry on its way arrive after a time.
    private void arrive(long took, int answered) {
        nanos += took;
        var header = new Entry.Header(0, sequence++, Instant.EPOCH);
        gatherer.applied(gatherer.arrived(header).orElseThrow(), answered);
    }

    private long sequence = 1;

    @Test
    void a_lone_caller_never_waits() {
        for (int i = 0; i < 5; i++) {
            add(1);
            assertThat(shipped()).isEqualTo(1);
            arrive(SYNC, 1);
        }
    }

    @Test
    void an_entry_waits_for_the_callers_that_the_last_one_answered() {
        add(1);
        shipped();
        add(3);
        arrive(SYNC, 1);
        assertThat(gatherer.canShip()).as("one of four is missing").isFalse();
        add(1);
        assertThat(shipped()).as("all four share an entry").isEqualTo(4);
    }

    @Test
    void it_goes_without_them_after_as_long_as_the_last_one_took() {
        add(2);
        shipped();
        arrive(SYNC, 2);
        add(1);
        nanos += SYNC / 3;
        assertThat(gatherer.canShip()).isFalse();
        assertThat(gatherer.untilShip()).isEqualTo(OptionalLong.of(SYNC - SYNC / 3));
        nanos += SYNC - SYNC / 3;
        assertThat(shipped()).isEqualTo(1);
    }

    @Test
    void nobody_is_kept_waiting_longer_than_a_millisecond_on_a_slow_disk() {
        add(2);
        shipped();
        arrive(TimeUnit.SECONDS.toNanos(3), 2);
        add(1);
        assertThat(gatherer.untilShip()).isEqualTo(OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    @Test
    void what_is_written_at_once_is_not_waited_for() {
        add(2);
        shipped();
        arrive(TimeUnit.MICROSECONDS.toNanos(10), 2);
        add(1);
        assertThat(shipped()).isEqualTo(1);
    }

    @Test
    void a_caller_that_got_no_answer_is_not_expected_back() {
        add(1);
        shipped();
        add(1);
        arrive(SYNC, 0);
        assertThat(shipped()).isEqualTo(1);
    }

    @Test
    void one_that_comes_long_after_the_others_left_does_not_wait_for_them() {
        add(8);
        shipped();
        arrive(SYNC, 8);
        nanos += TimeUnit.SECONDS.toNanos(1);
        add(1);
        assertThat(shipped()).isEqualTo(1);
    }

    @Test
    void who_were_waited_for_in_vain_are_not_waited_for_until_one_of_the_next_entries_tries_again() {
        List<Boolean> waited = new ArrayList<>();
        add(4);
        for (int entry = 0; entry < 17; entry++) {
            if (!gatherer.canShip()) nanos += SYNC;
            shipped();
            arrive(SYNC, 4);
            add(1);
            waited.add(!gatherer.canShip());
        }
        assertThat(waited).startsWith(true, false).endsWith(false, true);
        assertThat(waited.subList(1, 16)).containsOnly(false);
    }

    @Test
    void one_that_does_not_come_back_is_not_waited_for_again_either() {
        add(1);
        shipped();
        add(1);
        arrive(SYNC, 1);
        assertThat(gatherer.canShip()).isFalse();
        nanos += SYNC;
        shipped();
        add(1);
        arrive(SYNC, 1);
        assertThat(gatherer.canShip()).isTrue();
    }

    @Test
    void it_goes_on_waiting_where_half_of_them_come_back() {
        add(4);
        for (int entry = 0; entry < 20; entry++) {
            shipped();
            arrive(SYNC, 4);
            add(2);
            assertThat(gatherer.canShip()).isFalse();
            nanos += SYNC;
        }
    }

    @Test
    void what_nobody_waits_for_is_written_after_a_while() {
        add(1, true);
        nanos += LEISURE / 2;
        add(2, true);
        assertThat(gatherer.untilShip()).isEqualTo(OptionalLong.of(LEISURE / 2));
        assertThat(gatherer.canShip()).isFalse();
        nanos += LEISURE / 2;
        assertThat(shipped()).isEqualTo(3);
        add(1, true);
        arrive(SYNC, 0);
        assertThat(gatherer.untilShip()).as("counted from when it came").isEqualTo(OptionalLong.of(LEISURE - SYNC));
    }

    @Test
    void what_nobody_waits_for_goes_along_with_what_somebody_does() {
        add(2, true);
        add(1);
        assertThat(shipped()).isEqualTo(3);
        arrive(SYNC, 1);
        assertThat(gatherer.isEmpty()).isTrue();
    }

    @Test
    void what_nobody_waits_for_is_no_caller_that_came_back() {
        add(2);
        shipped();
        arrive(SYNC, 2);
        add(1);
        add(5, true);
        assertThat(gatherer.canShip()).as("one of the two is missing").isFalse();
        add(1);
        assertThat(shipped()).isEqualTo(7);
    }

    @Test
    void nothing_is_shipped_while_an_entry_is_on_its_way() {
        add(1);
        shipped();
        add(100);
        assertThat(gatherer.canShip()).isFalse();
        assertThat(gatherer.untilShip()).isEmpty();
    }
}
