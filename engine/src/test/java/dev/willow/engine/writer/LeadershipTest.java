package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.EngineStatus;
import dev.willow.engine.FailureListener;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.Ledger;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private final HeldLog log = new HeldLog(false);
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final FailureListener listener = (reason, cause) -> failure.complete(reason);
    private final Ledgers ledgers = Ledgers.starting(EngineSettings.inMemory().with(listener), log);

    private void lead() {
        log.write();
        await(ledgers.engine.ready());
    }

    private static byte[] takeOverByAnother() {
        return EntryFormat.write(new Entry(new Entry.Header(99, 0, Instant.now()), List.of(new Entry.Item.TakeOver())));
    }

    @Test
    void nobody_is_served_before_the_take_over_is_durable() {
        byte[] takeOver = log.next();
        assertThat(ledgers.engine.status()).isInstanceOf(EngineStatus.NotReady.class);
        assertThatThrownBy(() -> await(ledgers.put("r1", "k", 1))).isInstanceOf(UnavailableException.class);
        log.commit(takeOver);
        await(ledgers.engine.ready());
        assertThat(ledgers.engine.status().isReady()).isTrue();
    }

    @Test
    void with_peers_a_read_waits_until_the_log_proves_that_this_node_still_leads() {
        lead();
        var read = ledgers.engine.read(now -> "seen");
        byte[] proof = log.next();
        assertThat(EntryFormat.read(proof).items()).isEmpty();
        assertThat(read).isNotDone();
        log.commit(proof);
        assertThat(await(read)).isEqualTo("seen");
    }

    @Test
    void with_peers_an_answer_of_a_soft_step_waits_for_that_proof() {
        lead();
        var request = new RequestId("r1");
        var answer = ledgers.engine.request(request, Optional.empty(), now -> Step.tell(new LedgerEvent.Refused(request, "no")));
        byte[] proof = log.next();
        assertThat(answer).isNotDone();
        log.commit(proof);
        assertThat(await(answer)).isInstanceOf(LedgerEvent.Refused.class);
    }

    @Test
    void when_another_node_takes_over_those_who_wait_are_told_to_try_again() {
        lead();
        var inLine = ledgers.queue("r1", Optional.empty());
        log.write();
        var beingWritten = ledgers.put("r2", "k", 1);
        byte[] late = log.next();
        var waiting = ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), "k", 2));
        var read = ledgers.engine.read(now -> "seen");
        log.commit(takeOverByAnother());
        for (CompletableFuture<?> each : List.of(inLine, beingWritten, waiting, read))
            assertThatThrownBy(() -> await(each)).isInstanceOf(UnavailableException.class);
        assertThat(ledgers.engine.status().isReady()).isFalse();

        log.commit(late);
        log.listener().leading();
        log.release();
        ledgers.awaitTakeOvers(2);
        assertThat(ledgers.value("k")).as("an entry of the replaced leader came after it was replaced").isZero();
        assertThat(ledgers.line()).isEmpty();
    }

    @Test
    void an_entry_that_was_written_before_the_other_took_over_counts() {
        lead();
        var answer = ledgers.put("r1", "k", 1);
        byte[] entry = log.next();
        log.listener().following("another node leads");
        assertThatThrownBy(() -> await(answer)).isInstanceOf(UnavailableException.class);
        log.commit(entry);
        log.commit(takeOverByAnother());
        log.listener().leading();
        log.release();
        ledgers.awaitTakeOvers(2);
        assertThat(ledgers.value("k")).isEqualTo(1);
    }

    @Test
    void what_another_leader_answered_is_kept_here_too() {
        var keyed = new Keyed(new RequestId("r1"), key("a", "body"));
        var command = Ledger.codecs().commands().encode(new LedgerCommand.Add(Optional.of(keyed.request()), "k", 5));
        log.next();
        log.commit(takeOverByAnother());
        log.commit(EntryFormat.write(new Entry(new Entry.Header(99, 1, Instant.now()),
                List.of(new Entry.Item.Command(command, List.of(keyed))))));
        log.listener().leading();
        log.release();
        ledgers.awaitTakeOvers(1);
        assertThat(await(ledgers.add("r2", key("a", "body"), "k", 5)))
                .isEqualTo(new LedgerEvent.Stored(Optional.of(new RequestId("r1")), "k", 5, 1));
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void replayed_events_are_not_performed() {
        log.next();
        log.commit(takeOverByAnother());
        log.commit(EntryFormat.write(new Entry(new Entry.Header(99, 1, Instant.now()), List.of(new Entry.Item.Command(
                Ledger.codecs().commands().encode(new LedgerCommand.Put(Optional.empty(), "k", 5)), List.of())))));
        log.listener().leading();
        log.release();
        ledgers.awaitTakeOvers(1);
        assertThat(ledgers.value("k")).isEqualTo(5);
        assertThat(ledgers.performed).hasSize(1).first().isInstanceOf(LedgerEvent.TookOver.class);
    }

    @Test
    void an_entry_that_the_log_refuses_begins_a_new_epoch() {
        lead();
        var refused = ledgers.put("r1", "k", 1);
        log.next();
        log.listener().refused(new IOException("no room"));
        assertThatThrownBy(() -> await(refused)).isInstanceOf(UnavailableException.class);
        log.release();
        ledgers.awaitTakeOvers(2);
        await(ledgers.put("r2", "k", 2));
    }

    @Test
    void a_log_that_failed_ends_the_engine_with_a_line_for_the_operator() {
        lead();
        var waiting = ledgers.put("r1", "k", 1);
        log.listener().failed("the log cannot be written", new IOException("No space left on device"));
        assertThatThrownBy(() -> await(waiting)).isInstanceOf(UnavailableException.class);
        assertThat(await(failure)).isEqualTo("the log cannot be written: No space left on device");
        assertThat(ledgers.engine.status()).isEqualTo(new EngineStatus.NotReady(await(failure)));
        assertThatThrownBy(() -> await(ledgers.put("r2", "k", 1))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void a_machine_that_breaks_ends_the_engine() {
        lead();
        ledgers.engine.submit(new LedgerCommand.Fail());
        log.release();
        assertThat(await(failure)).contains("told to fail");
        assertThat(ledgers.engine.status().isReady()).isFalse();
    }

    @Test
    void an_entry_of_an_unknown_version_ends_the_engine() {
        byte[] takeOver = log.next();
        takeOver[0] = 2;
        log.commit(takeOver);
        assertThat(await(failure)).contains("version 2").contains("reads version 1");
    }
}
