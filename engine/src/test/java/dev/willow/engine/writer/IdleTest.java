package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.clock.ManualClock;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdleTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LENT_FOR = Duration.ofSeconds(30);
    private final ManualClock clock = new ManualClock(START);

    @Test
    void an_engine_is_idle_when_nothing_is_due_and_says_when_something_will_be() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        assertThat(await(ledgers.engine.idle())).isEmpty();
        ledgers.submit(new LedgerCommand.Lend("book"));
        assertThat(await(ledgers.engine.idle())).contains(START.plus(LENT_FOR));
    }

    @Test
    void what_was_brought_before_has_been_applied() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        int before = ledgers.performed.size();
        for (int i = 1; i <= 500; i++) {
            ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), "k", i));
            await(ledgers.engine.idle());
            assertThat(ledgers.performed).as("events").hasSize(before + i);
        }
    }

    @Test
    void what_is_due_has_been_acted_upon() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        ledgers.submit(new LedgerCommand.Lend("book"));
        clock.advance(LENT_FOR);
        assertThat(await(ledgers.engine.idle())).isEmpty();
        assertThat(ledgers.performed).contains(new LedgerEvent.Expired(List.of("book"), START.plus(LENT_FOR)));
    }

    @Test
    void what_falls_due_at_the_same_moment_by_what_was_due_has_been_acted_upon_too() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        List<String> keys = IntStream.range(0, 100).mapToObj(number -> "k" + number).toList();
        for (int round = 1; round <= 50; round++) {
            ledgers.submit(new LedgerCommand.LendInTurn(keys));
            clock.advance(LENT_FOR);
            assertThat(await(ledgers.engine.idle())).as("round %d", round).isEmpty();
            assertThat(ledgers.value("k99")).isZero();
            assertThat(ledgers.performed).last().isEqualTo(new LedgerEvent.Expired(List.of("k99"), clock.wall()));
        }
    }

    @Test
    void what_falls_due_without_anything_being_logged_has_been_acted_upon_too() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        for (int round = 1; round <= 50; round++) {
            ledgers.engine.step(now -> {
                ledgers.ledger.lookAt(now.plusSeconds(1), 100);
                return Step.nothing();
            });
            ledgers.awaitArrival();
            clock.advance(Duration.ofSeconds(2));
            assertThat(await(ledgers.engine.idle())).isEmpty();
            int looks = await(ledgers.engine.read(_ -> ledgers.ledger.looks()));
            assertThat(looks).isEqualTo(100 * round);
        }
    }

    @Test
    void an_entry_that_is_being_written_is_waited_for() {
        var log = new HeldLog(true);
        var ledgers = Ledgers.starting(EngineSettings.inMemory().with(clock), log);
        log.write();
        await(ledgers.engine.ready());
        ledgers.engine.submit(new LedgerCommand.Lend("book"));
        byte[] entry = log.next();
        var idle = ledgers.engine.idle();
        ledgers.awaitArrival();
        assertThat(idle).isNotDone();
        log.commit(entry);
        log.release();
        assertThat(await(idle)).contains(START.plus(LENT_FOR));
    }

    @Test
    void an_engine_that_is_closed_is_not_idle() {
        var ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));
        ledgers.engine.close();
        assertThatThrownBy(() -> await(ledgers.engine.idle())).isInstanceOf(UnavailableException.class);
    }
}
