package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.Step;
import dev.willow.engine.clock.ManualClock;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private final ManualClock clock = new ManualClock(START);

    @Test
    void time_goes_on_steadily_whatever_the_wall_clock_does() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Instant expected = START;
        for (int i = 0; i < 200; i++) {
            Duration passed = Duration.ofMillis(random.nextInt(5_000));
            clock.advance(passed);
            expected = expected.plus(passed);
            clock.jumpTo(START.plusSeconds(random.nextInt(200_000) - 100_000));
            await(ledgers.put("r" + i, "k", i));
            assertThat(ledgers.now()).as("seed %d", seed).isEqualTo(expected);
            assertThat(ledgers.stamps().getLast()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void what_falls_due_is_acted_upon_when_its_time_has_come() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        ledgers.submit(new LedgerCommand.Lend("book"));
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(ledgers.value("book")).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        ledgers.awaitPerformed(new LedgerEvent.Expired(List.of("book"), START.plusSeconds(30)));
    }

    @Test
    void a_jump_of_the_wall_clock_expires_nothing() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        ledgers.submit(new LedgerCommand.Lend("book"));
        clock.jumpTo(START.plus(Duration.ofDays(1000)));
        await(ledgers.put("r1", "k", 1));
        assertThat(ledgers.value("book")).isEqualTo(1);
        clock.jumpTo(START.minus(Duration.ofDays(1000)));
        clock.advance(Duration.ofSeconds(30));
        ledgers.awaitPerformed(new LedgerEvent.Expired(List.of("book"), START.plusSeconds(30)));
    }

    @Test
    void a_heartbeat_moves_the_deadline_without_a_command() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        ledgers.submit(new LedgerCommand.Lend("book"));
        clock.advance(Duration.ofSeconds(20));
        ledgers.engine.step(now -> {
            ledgers.ledger.heartbeat("book", now);
            return Step.nothing();
        });
        ledgers.awaitArrival();
        clock.advance(Duration.ofSeconds(29));
        assertThat(ledgers.value("book")).isEqualTo(1);
        assertThat(ledgers.ledger.applied()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        ledgers.awaitPerformed(new LedgerEvent.Expired(List.of("book"), START.plusSeconds(50)));
    }

    @Test
    void an_entry_of_an_earlier_stamp_does_not_turn_time_back() {
        var log = new HeldLog(false);
        var ledgers = Ledgers.starting(EngineSettings.inMemory().with(clock), log);
        log.write();
        await(ledgers.engine.ready());
        Instant later = START.plusSeconds(1000);
        log.commit(EntryFormat.write(new Entry(new Entry.Header(7, 0, later), List.of(new Entry.Item.TakeOver()))));
        log.commit(EntryFormat.write(new Entry(new Entry.Header(8, 0, START), List.of(new Entry.Item.TakeOver()))));
        log.listener().leading();
        log.release();
        ledgers.awaitTakeOvers(2);
        assertThat(ledgers.stamps()).containsExactly(START, later, later, later);
    }
}
