package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.clock.ManualClock;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final Ledgers ledgers = Ledgers.started(EngineSettings.inMemory().with(clock));

    /// One whose log writes when the test says so, once it leads.
    private static Ledgers leadingOn(HeldLog log) {
        var slow = Ledgers.starting(EngineSettings.inMemory(), log);
        log.write();
        await(slow.engine.ready());
        return slow;
    }

    @Test
    void the_same_key_does_nothing_again_and_gets_the_first_answer() {
        LedgerEvent first = await(ledgers.add("r1", key("a", "body"), "k", 5));
        LedgerEvent second = await(ledgers.add("r2", key("a", "body"), "k", 5));
        assertThat(second).isEqualTo(first);
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        await(ledgers.add("r1", key("a", "body"), "k", 5));
        assertThatThrownBy(() -> await(ledgers.add("r2", key("a", "other"), "k", 6))).isInstanceOf(KeyReusedException.class);
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void the_same_key_with_another_body_is_refused_while_the_first_is_worked_on() {
        ledgers.queue("r1", Optional.of(key("a", "body")));
        assertThatThrownBy(() -> await(ledgers.queue("r2", Optional.of(key("a", "other"))))).isInstanceOf(KeyReusedException.class);
    }

    @Test
    void the_same_key_on_another_call_is_another_key() {
        await(ledgers.add("r1", key("a", "body"), "k", 5));
        await(ledgers.add("r2", new IdempotencyKey("POST /other", "a", "body"), "k", 5));
        assertThat(ledgers.value("k")).isEqualTo(10);
    }

    @Test
    void a_second_caller_shares_the_answer_that_the_first_waits_for() {
        var first = ledgers.queue("r1", Optional.of(key("a", "body")));
        var second = ledgers.queue("r2", Optional.of(key("a", "body")));
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(await(second)).isEqualTo(await(first)).isInstanceOf(LedgerEvent.Served.class);
        assertThat(ledgers.line()).isEmpty();
    }

    @Test
    void a_request_goes_on_when_one_of_two_callers_leaves_whichever_it_is() {
        for (String leaver : new String[] {"1", "2"}) {
            String name = "left by " + leaver;
            var first = ledgers.queue(name + 1, Optional.of(key(name, "body")));
            var second = ledgers.queue(name + 2, Optional.of(key(name, "body")));
            ledgers.leave(name + leaver);
            ledgers.submit(new LedgerCommand.ServeNext());
            assertThat(leaver.equals("1") ? first : second).isCancelled();
            assertThat(await(leaver.equals("1") ? second : first)).isInstanceOf(LedgerEvent.Served.class);
        }
    }

    @Test
    void who_asks_once_for_a_request_that_is_in_line_has_it_decided_for_all_who_share_it() {
        var waiting = ledgers.queue("r1", Optional.of(key("a", "body")));
        var waitingToo = ledgers.queue("r2", Optional.of(key("a", "body")));
        var once = ledgers.queueOnce("r3", key("a", "body"));
        var refused = new LedgerEvent.Refused(new RequestId("r1"), "not served by now");
        assertThat(await(once)).isEqualTo(refused);
        assertThat(await(waiting)).isEqualTo(refused);
        assertThat(await(waitingToo)).isEqualTo(refused);
        assertThat(ledgers.line()).isEmpty();
        assertThat(await(ledgers.queue("r4", Optional.of(key("a", "body"))))).as("one key, one decision").isEqualTo(refused);
    }

    @Test
    void who_asks_once_for_a_request_that_is_served_at_that_moment_is_served() {
        var log = new HeldLog(true);
        var slow = leadingOn(log);
        var waiting = slow.queue("r1", Optional.of(key("a", "body")));
        log.write();
        slow.engine.submit(new LedgerCommand.ServeNext());
        byte[] serving = log.next();
        var once = slow.queueOnce("r2", key("a", "body"));
        slow.awaitArrival();
        log.commit(serving);
        assertThat(await(once)).isInstanceOf(LedgerEvent.Served.class).isEqualTo(await(waiting));
        log.release();
        assertThat(slow.line()).isEmpty();
    }

    @Test
    void who_asks_once_for_a_request_that_is_not_yet_in_line_has_it_decided_when_it_is() {
        var log = new HeldLog(true);
        var slow = leadingOn(log);
        var waiting = slow.queue("r1", Optional.of(key("a", "body")));
        byte[] queueing = log.next();
        var once = slow.queueOnce("r2", key("a", "body"));
        slow.awaitArrival();
        assertThat(once).isNotDone();
        log.commit(queueing);
        log.release();
        assertThat(await(once)).isInstanceOf(LedgerEvent.Refused.class).isEqualTo(await(waiting));
        assertThat(slow.line()).isEmpty();
    }

    @Test
    void when_the_last_caller_leaves_the_machine_forgets_the_request_by_the_name_it_knows() {
        ledgers.queue("r1", Optional.of(key("a", "body")));
        var second = ledgers.queue("r2", Optional.of(key("a", "body")));
        ledgers.leave("r1");
        ledgers.leave("r2");
        assertThat(await(second)).isEqualTo(new LedgerEvent.Left(new RequestId("r1")));
        assertThat(ledgers.line()).isEmpty();
    }

    @Test
    void an_answer_that_is_not_kept_lets_the_next_call_try_anew() {
        var first = ledgers.queue("r1", Optional.of(key("a", "body")));
        ledgers.leave("r1");
        assertThat(await(first)).isInstanceOf(LedgerEvent.Left.class);
        var second = ledgers.queue("r2", Optional.of(key("a", "body")));
        ledgers.submit(new LedgerCommand.ServeNext());
        assertThat(await(second)).isEqualTo(new LedgerEvent.Served(new RequestId("r2"), 4));
    }

    @Test
    void who_comes_while_a_request_is_being_given_up_starts_anew_once_it_is() {
        var log = new HeldLog(true);
        var slow = leadingOn(log);
        slow.queue("r1", Optional.of(key("a", "body")));
        log.write();
        slow.leave("r1");
        byte[] leaving = log.next();
        var second = slow.queue("r2", Optional.of(key("a", "body")));
        slow.awaitArrival();
        log.commit(leaving);
        log.release();
        slow.submit(new LedgerCommand.ServeNext());
        assertThat(await(second)).isInstanceOf(LedgerEvent.Served.class);
    }

    @Test
    void who_comes_while_a_request_is_being_given_up_gets_the_answer_that_was_faster() {
        var log = new HeldLog(true);
        var slow = leadingOn(log);
        slow.queue("r1", Optional.of(key("a", "body")));
        log.write();
        slow.engine.submit(new LedgerCommand.ServeNext());
        byte[] serving = log.next();
        slow.leave("r1");
        var second = slow.queue("r2", Optional.of(key("a", "body")));
        slow.awaitArrival();
        log.commit(serving);
        log.release();
        assertThat(await(second)).isEqualTo(new LedgerEvent.Served(new RequestId("r1"), 2));
    }

    /// The caller was noticed to have left a moment after it was decided what it gets, and comes back before that is on disk.
    @Test
    void who_comes_back_while_the_command_that_answers_is_on_its_way_gets_its_answer() {
        var log = new HeldLog(true);
        var slow = leadingOn(log);
        slow.add("r1", key("a", "body"), "k", 5);
        byte[] adding = log.next();
        leaveInSilence(slow, "r1");
        var second = slow.add("r2", key("a", "body"), "k", 5);
        slow.awaitArrival();
        assertThat(second).isNotDone();
        log.commit(adding);
        log.release();
        assertThat(await(second)).isEqualTo(new LedgerEvent.Stored(Optional.of(new RequestId("r1")), "k", 5, 1));
        assertThat(slow.value("k")).isEqualTo(5);
    }

    /// What the machine wants logged is asked for at the end of the turn in which the caller was noticed to have left.
    @Test
    void who_comes_back_gets_the_answer_that_was_decided_in_the_turn_in_which_it_was_given_up() {
        var request = new RequestId("r1");
        var adding = new LedgerCommand.Add(Optional.of(request), "k", 5);
        ledgers.engine.request(request, Optional.of(key("a", "body")), now -> Step.nothing());
        ledgers.engine.together(() -> {
            ledgers.engine.step(now -> {
                ledgers.ledger.wish(adding);
                return Step.nothing();
            });
            leaveInSilence(ledgers, "r1");
        });
        assertThat(await(ledgers.add("r2", key("a", "body"), "k", 5)))
                .isEqualTo(new LedgerEvent.Stored(Optional.of(request), "k", 5, 1));
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void a_request_that_is_let_go_of_in_silence_ends_and_who_came_meanwhile_starts_anew() {
        var first = ledgers.engine.request(new RequestId("r1"), Optional.of(key("a", "body")), now -> Step.nothing());
        List<CompletableFuture<LedgerEvent>> second = new ArrayList<>();
        ledgers.engine.together(() -> {
            leaveInSilence(ledgers, "r1");
            second.add(ledgers.add("r2", key("a", "body"), "k", 5));
        });
        assertThat(await(second.getFirst())).isEqualTo(new LedgerEvent.Stored(Optional.of(new RequestId("r2")), "k", 5, 1));
        assertThat(first).isCancelled();
    }

    private static void leaveInSilence(Ledgers ledgers, String id) {
        ledgers.engine.giveUp(new RequestId(id), now -> Step.nothing());
    }

    @Test
    void an_answer_that_no_command_led_to_is_kept_as_well() {
        var refused = refuse("r1");
        assertThat(await(refused)).isEqualTo(new LedgerEvent.Refused(new RequestId("r1"), "no"));
        assertThat(await(refuse("r2"))).isEqualTo(await(refused));
    }

    private CompletableFuture<LedgerEvent> refuse(String id) {
        var request = new RequestId(id);
        return ledgers.engine.request(request, Optional.of(key("a", "body")),
                now -> Step.tell(new LedgerEvent.Refused(request, "no")));
    }

    @Test
    void an_answer_that_waits_for_the_outside_is_told_to_all_who_share_it_when_that_is_done() {
        var first = ledgers.announce("r1", key("a", "body"));
        await(ledgers.put("r0", "behind it", 1));
        var second = ledgers.announce("r2", key("a", "body"));
        assertThat(first).isNotDone();
        var served = new LedgerEvent.Served(new RequestId("r1"), 1);
        ledgers.engine.step(now -> Step.tell(served));
        assertThat(await(first)).isEqualTo(served);
        assertThat(await(second)).isEqualTo(served);
        assertThat(await(ledgers.announce("r3", key("a", "body")))).isEqualTo(served);
    }

    @Test
    void an_answer_by_a_command_that_does_not_name_the_request_is_kept_as_well() {
        var request = new RequestId("r1");
        var first = ledgers.engine.request(request, Optional.of(key("a", "body")), now -> Step.nothing());
        ledgers.submit(new LedgerCommand.ServeUnnamed(request));
        assertThat(await(first)).isInstanceOf(LedgerEvent.Served.class);
        assertThat(await(ledgers.queue("r2", Optional.of(key("a", "body"))))).isEqualTo(await(first));
    }

    @Test
    void an_answer_is_kept_for_ten_minutes() {
        await(ledgers.add("r1", key("a", "body"), "k", 5));
        clock.advance(Duration.ofMinutes(10).minusNanos(1));
        await(ledgers.add("r2", key("a", "body"), "k", 5));
        assertThat(ledgers.value("k")).isEqualTo(5);
        clock.advance(Duration.ofNanos(1));
        await(ledgers.add("r3", key("a", "body"), "k", 5));
        assertThat(ledgers.value("k")).isEqualTo(10);
    }

    @Test
    void a_jump_of_the_wall_clock_forgets_no_answer() {
        await(ledgers.add("r1", key("a", "body"), "k", 5));
        clock.jumpTo(Instant.parse("2030-01-01T00:00:00Z"));
        await(ledgers.put("r2", "other", 1));
        await(ledgers.add("r3", key("a", "body"), "k", 5));
        assertThat(ledgers.value("k")).isEqualTo(5);
    }

    @Test
    void beyond_the_most_answers_the_oldest_goes_first() {
        var few = Ledgers.started(EngineSettings.inMemory().with(EngineLimits.DEFAULT.withKeptAnswers(2, Duration.ofMinutes(10))));
        for (String key : new String[] {"a", "b", "c"}) await(few.add("r" + key, key(key, "body"), "k", 1));
        await(few.add("again c", key("c", "body"), "k", 1));
        await(few.add("again b", key("b", "body"), "k", 1));
        assertThat(few.value("k")).isEqualTo(3);
        await(few.add("again a", key("a", "body"), "k", 1));
        assertThat(few.value("k")).isEqualTo(4);
    }
}
