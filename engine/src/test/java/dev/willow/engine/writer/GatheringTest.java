package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final HeldLog log = new HeldLog(true);

    private Ledgers leading(EngineLimits limits) {
        var ledgers = Ledgers.starting(EngineSettings.inMemory().with(limits), log);
        log.write();
        await(ledgers.engine.ready());
        return ledgers;
    }

    @Test
    void commands_that_arrive_while_an_entry_is_being_written_share_the_next_one() {
        var ledgers = leading(EngineLimits.DEFAULT);
        var answers = new ArrayList<CompletableFuture<LedgerEvent>>();
        answers.add(ledgers.put("r0", "k", 0));
        byte[] first = log.next();
        for (int i = 1; i < 101; i++) answers.add(ledgers.put("r" + i, "k", i));
        assertThat(ledgers.value("k")).isZero();
        assertThat(log.held()).as("entries beyond the one on its way").isZero();

        log.commit(first);
        byte[] second = log.next();
        assertThat(EntryFormat.read(second).items()).hasSize(100);
        log.commit(second);
        for (int i = 0; i < answers.size(); i++)
            assertThat(((LedgerEvent.Stored) await(answers.get(i))).number()).isEqualTo(i + 1);
        assertThat(ledgers.value("k")).isEqualTo(100);
    }

    @Test
    void a_command_that_was_carried_out_before_is_written_with_the_next_that_somebody_waits_for() {
        var ledgers = leading(EngineLimits.DEFAULT);
        var ahead = new LedgerCommand.Put(Optional.empty(), "ahead", 1);
        ledgers.ledger.sayAhead(ahead);
        ledgers.engine.step(_ -> Step.log(ahead));
        assertThat(log.held()).as("entries that go at once").isZero();
        var answer = ledgers.put("r", "k", 2);
        byte[] both = log.next();
        assertThat(EntryFormat.read(both).items()).hasSize(2);
        log.commit(both);
        await(answer);
        assertThat(ledgers.value("ahead")).isEqualTo(1);
    }

    @Test
    void a_command_that_was_carried_out_before_is_written_also_if_nothing_else_happens() {
        var ledgers = leading(EngineLimits.DEFAULT);
        var ahead = new LedgerCommand.Put(Optional.empty(), "ahead", 1);
        ledgers.ledger.sayAhead(ahead);
        ledgers.engine.step(_ -> Step.log(ahead));
        assertThat(EntryFormat.read(log.next()).items()).hasSize(1);
    }

    @Test
    void commands_that_are_brought_together_share_the_first_entry_also_where_nothing_is_on_its_way() {
        var ledgers = leading(EngineLimits.DEFAULT);
        var answers = new ArrayList<CompletableFuture<LedgerEvent>>();
        ledgers.engine.together(() -> {
            for (int i = 0; i < 100; i++) answers.add(ledgers.put("r" + i, "k", i));
            ledgers.engine.together(() -> answers.add(ledgers.put("inner", "k", 100)));
            assertThat(log.held()).as("entries before all were brought").isZero();
        });
        byte[] only = log.next();
        assertThat(EntryFormat.read(only).items()).hasSize(101);
        log.commit(only);
        for (int i = 0; i < answers.size(); i++)
            assertThat(((LedgerEvent.Stored) await(answers.get(i))).number()).isEqualTo(i + 1);
    }

    @Test
    void what_was_brought_before_a_defect_is_done() {
        var ledgers = leading(EngineLimits.DEFAULT);
        var answers = new ArrayList<CompletableFuture<LedgerEvent>>();
        assertThatThrownBy(() -> ledgers.engine.together(() -> {
            answers.add(ledgers.put("r", "k", 1));
            throw new IllegalStateException("on purpose");
        })).hasMessage("on purpose");
        log.write();
        assertThat(await(answers.getFirst())).isInstanceOf(LedgerEvent.Stored.class);
        var next = ledgers.put("next", "k", 2);
        log.write();
        assertThat(await(next)).isInstanceOf(LedgerEvent.Stored.class);
    }

    @Test
    void commands_are_applied_in_the_order_of_their_arrival() {
        var ledgers = leading(EngineLimits.DEFAULT);
        List<CompletableFuture<List<LedgerEvent>>> outcomes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) outcomes.add(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), "k" + i, i)));
        ledgers.awaitArrival();
        log.release();
        for (int i = 0; i < outcomes.size(); i++)
            assertThat(((LedgerEvent.Stored) await(outcomes.get(i)).getFirst()).number()).isEqualTo(i + 1);
        assertThat(log.appended()).as("entries").isLessThanOrEqualTo(10);
    }

    @Test
    void an_entry_takes_no_more_bytes_than_it_may() {
        int most = 2000;
        var ledgers = leading(EngineLimits.DEFAULT.withEntryBytes(most));
        ledgers.put("r0", "k", 0);
        byte[] first = log.next();
        for (int i = 1; i < 201; i++) ledgers.put("r" + i, "key".repeat(20), i);
        ledgers.awaitArrival();
        log.commit(first);
        int commands = 0;
        int entries = 0;
        for (; commands < 200; entries++) {
            byte[] entry = log.next();
            assertThat(entry.length).isLessThanOrEqualTo(most);
            commands += EntryFormat.read(entry).items().size();
            log.commit(entry);
        }
        assertThat(commands).isEqualTo(200);
        assertThat(entries).isLessThan(20);
    }

    @Test
    void a_command_that_fits_no_entry_is_refused_alone() {
        var ledgers = leading(EngineLimits.DEFAULT.withEntryBytes(2000));
        assertThatThrownBy(() -> await(ledgers.put("r1", "k".repeat(2000), 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit");
        var next = ledgers.put("r2", "k", 1);
        log.write();
        assertThat(await(next)).isInstanceOf(LedgerEvent.Stored.class);
    }

    @Test
    void too_many_pending_commands_are_refused_at_once_and_let_in_again_when_there_is_room() {
        var ledgers = leading(EngineLimits.DEFAULT.withPending(10, 1 << 20));
        List<CompletableFuture<LedgerEvent>> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            var answer = ledgers.put("r" + i, "k", i);
            if (!answer.isCompletedExceptionally()) taken.add(answer);
        }
        // What is being taken in counts twice for a moment, so it may be one less.
        assertThat(taken).hasSizeBetween(9, 10);
        var outcome = ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), "k", 77));
        log.release();
        await(outcome);
        taken.forEach(Ledgers::await);
        await(ledgers.put("again", "k", 1));
    }

    @Test
    void too_many_pending_bytes_are_refused_at_once() {
        var ledgers = leading(EngineLimits.DEFAULT.withPending(10_000, 5_000));
        var large = ledgers.put("large", "k".repeat(6_000), 1);
        ledgers.awaitArrival();
        assertThatThrownBy(() -> await(ledgers.put("small", "k", 1))).isInstanceOf(UnavailableException.class);
        log.release();
        await(large);
        await(ledgers.put("small", "k", 1));
    }

    @Test
    void too_many_open_requests_are_refused_at_once() {
        var ledgers = leading(EngineLimits.DEFAULT.withOpenRequests(2));
        var first = ledgers.queue("r1", Optional.empty());
        ledgers.queue("r2", Optional.empty());
        ledgers.awaitArrival();
        assertThatThrownBy(() -> await(ledgers.put("r3", "k", 1))).isInstanceOf(UnavailableException.class);
        ledgers.engine.submit(new LedgerCommand.ServeNext());
        log.release();
        await(first);
        await(ledgers.put("r3", "k", 1));
    }
}
