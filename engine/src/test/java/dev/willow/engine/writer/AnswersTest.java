package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Ledgers ledgers = Ledgers.started(EngineSettings.inMemory());

    @Test
    void a_request_is_answered_by_the_event_of_its_command() {
        assertThat(await(ledgers.put("r1", "k", 5))).isEqualTo(new LedgerEvent.Stored(Optional.of(new RequestId("r1")), "k", 5, 1));
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void a_request_in_line_is_answered_by_the_command_of_another() {
        var first = ledgers.queue("r1", Optional.empty());
        var second = ledgers.queue("r2", Optional.empty());
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(await(first)).isInstanceOf(LedgerEvent.Served.class);
        assertThat(second).isNotDone();
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(await(second)).isInstanceOf(LedgerEvent.Served.class);
    }

    @Test
    void a_soft_step_answers_without_a_command() {
        var request = new RequestId("r1");
        var answer = ledgers.engine.request(request, Optional.empty(), now -> Step.tell(new LedgerEvent.Refused(request, "no")));
        assertThat(await(answer)).isEqualTo(new LedgerEvent.Refused(request, "no"));
        assertThat(ledgers.ledger.applied()).isZero();
    }

    @Test
    void a_caller_that_gives_up_leaves_the_line_and_hears_so() {
        var first = ledgers.queue("r1", Optional.empty());
        var second = ledgers.queue("r2", Optional.empty());
        ledgers.leave("r1");
        assertThat(await(first)).isEqualTo(new LedgerEvent.Left(new RequestId("r1")));
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(await(second)).isInstanceOf(LedgerEvent.Served.class);
    }

    @Test
    void a_caller_that_gives_up_in_silence_has_its_future_cancelled() {
        var answer = ledgers.engine.request(new RequestId("r1"), Optional.empty(), now -> Step.nothing());
        ledgers.leave("r1");
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(answer).isCancelled();
    }

    @Test
    void giving_up_after_the_answer_does_nothing() {
        await(ledgers.put("r1", "k", 1));
        ledgers.leave("r1");
        ledgers.leave("unknown");
        ledgers.value("k");
        assertThat(ledgers.ledger.applied()).isEqualTo(1);
    }

    @Test
    void every_event_is_performed_once() {
        ledgers.queue("r1", Optional.empty());
        ledgers.submit(new LedgerCommand.ServeNext());
        await(ledgers.put("r2", "k", 1));
        assertThat(ledgers.performed).extracting(event -> event.getClass().getSimpleName())
                .containsExactly("TookOver", "InLine", "Served", "Stored");
    }

    @Test
    void what_begin_throws_reaches_the_caller_and_nobody_else() {
        var failed = ledgers.engine.request(new RequestId("r1"), Optional.empty(), now -> {
            throw new IllegalArgumentException("no such thing");
        });
        assertThatThrownBy(() -> await(failed)).isInstanceOf(IllegalArgumentException.class).hasMessage("no such thing");
        await(ledgers.put("r1", "k", 1));
    }

    @Test
    void closing_tells_those_who_wait_to_try_again() {
        var waiting = ledgers.queue("r1", Optional.empty());
        ledgers.close();
        assertThatThrownBy(() -> await(waiting)).isInstanceOf(UnavailableException.class).hasMessage("stopping");
        assertThatThrownBy(() -> await(ledgers.put("r2", "k", 1))).isInstanceOf(UnavailableException.class);
        assertThat(ledgers.engine.status().isReady()).isFalse();
    }
}
