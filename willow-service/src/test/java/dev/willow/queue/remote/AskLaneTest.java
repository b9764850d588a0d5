package dev.willow.queue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Questions on one thread, with time moved by hand and a Limiter that answers when told to.
class AskLaneTest {
    private static final Duration IMPATIENCE = Duration.ofMillis(50);
    private static final Duration NANO = Duration.ofNanos(1);
    private static final LinkSettings SETTINGS = new LinkSettings(
            Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(30), IMPATIENCE, 3, 4);

    private final Background background = new Background();
    private final ManualTicker ticker = new ManualTicker(background);
    private final ScriptedLimiter limiter = new ScriptedLimiter();
    private final List<String> log = new ArrayList<>();
    private final OrderedLane ordered = new OrderedLane(limiter, SETTINGS, ticker, () -> log.add("broken (ordered)"));
    private final AskLane lane =
            new AskLane(limiter, SETTINGS, ticker, this::answered, ordered, () -> noteUnlocked("broken"));

    @BeforeEach
    void connect() {
        limiter.onCall(() -> assertThat(isLocked()).as("a call is made while the lane is locked").isFalse());
        ordered.connect();
        lane.connect();
        background.run();
    }

    @Test
    void what_is_asked_in_one_turn_travels_in_one_call_outside_of_it() {
        ask("a", "b", "c");
        assertThat(limiter.words()).isEmpty();
        background.run();
        assertThat(limiter.words()).containsExactly("+a +b +c");
        assertThat(limiter.last().requestId()).contains("x-a+x-b+x-c");
        limiter.last().reply();
        assertThat(log).containsExactly("a allowed, b allowed, c allowed");
    }

    @Test
    void what_waits_while_a_call_is_under_way_goes_in_the_next() {
        askNow("a");
        askNow("b");
        askNow("c");
        assertThat(limiter.words()).containsExactly("+a");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("+a", "+b +c");
        ticker.advance(IMPATIENCE.multipliedBy(2));
        assertThat(limiter.words()).hasSize(2);
        assertThat(ticker.alarms()).as("nobody waits any more").isZero();
    }

    @Test
    void impatience_sets_one_alarm_however_many_calls_there_are_and_begins_anew_with_each() {
        askNow("a");
        askNow("b");
        for (int i = 0; i < 10; i++) {
            ticker.advance(IMPATIENCE.dividedBy(4));
            limiter.last().reply();
            askNow("b" + i);
            assertThat(ticker.alarms()).isOne();
        }
        int calls = limiter.words().size();
        ticker.advance(IMPATIENCE.minus(NANO));
        assertThat(limiter.words()).hasSize(calls);
        ticker.advance(NANO);
        assertThat(limiter.words()).hasSize(calls + 1);
    }

    @Test
    void a_slow_call_is_waited_for_just_as_long_as_impatience_allows() {
        askNow("slow");
        ticker.advance(IMPATIENCE.minus(NANO));
        askNow("b");
        assertThat(limiter.words()).containsExactly("+slow");
        ticker.advance(NANO);
        assertThat(limiter.words()).containsExactly("+slow", "+b");
        askNow("c");
        ticker.advance(IMPATIENCE.minus(NANO));
        assertThat(limiter.words()).as("the newest call counts").hasSize(2);
        ticker.advance(NANO);
        assertThat(limiter.words()).containsExactly("+slow", "+b", "+c");
    }

    @Test
    void who_comes_late_beside_a_slow_call_goes_at_once() {
        askNow("slow");
        ticker.advance(IMPATIENCE.multipliedBy(2));
        askNow("b");
        assertThat(limiter.words()).containsExactly("+slow", "+b");
    }

    @Test
    void there_are_never_more_calls_at_once_than_allowed_however_many_were_answered_before() {
        for (int i = 0; i < 5; i++) {
            askNow("before" + i);
            limiter.last().reply();
        }
        for (String slow : List.of("a", "b", "c", "d", "e")) {
            askNow(slow);
            ticker.advance(IMPATIENCE);
        }
        assertThat(limiter.words().subList(5, limiter.words().size())).containsExactly("+a", "+b", "+c");
        limiter.call(6).reply();
        assertThat(limiter.last().words()).isEqualTo("+d +e");
    }

    @Test
    void a_call_carries_no_more_than_a_batch_and_the_rest_waits_for_its_turn() {
        ask("a", "b", "c", "d", "e");
        background.run();
        assertThat(limiter.words()).containsExactly("+a +b +c +d");
        ticker.advance(IMPATIENCE);
        assertThat(limiter.words()).containsExactly("+a +b +c +d", "+e");
    }

    @Test
    void a_call_without_an_answer_is_told_of_before_anything_is_served_and_leaves_doubts() {
        askNow("a");
        limiter.last().fail();
        background.run();
        assertThat(log).containsExactly("broken", "a unavailable");
        assertThat(limiter.words()).containsExactly("+a", "-a");
    }

    @Test
    void what_the_limiter_cannot_decide_is_in_doubt_though_nothing_is_broken() {
        ask("a", "b");
        background.run();
        limiter.last().reply(ScriptedLimiter.DONE, ScriptedLimiter.UNDECIDED);
        background.run();
        assertThat(log).containsExactly("a allowed, b unavailable");
        assertThat(limiter.words()).containsExactly("+a +b", "-b");
    }

    @Test
    void while_the_limiter_is_away_every_question_is_answered_so_at_once_and_what_is_under_way_still_counts() {
        askNow("a");
        askNow("b");
        lane.disconnect();
        ask("c");
        assertThat(log).containsExactly("b unavailable", "c unavailable");
        limiter.last().reply();
        background.run();
        assertThat(log).last().isEqualTo("a allowed");
        assertThat(limiter.words()).containsExactly("+a");
        lane.connect();
        askNow("d");
        assertThat(limiter.words()).containsExactly("+a", "+d");
    }

    @Test
    void a_call_that_was_under_way_when_the_limiter_was_lost_is_still_one_of_those_at_once() {
        for (String slow : List.of("a", "b", "c")) {
            askNow(slow);
            ticker.advance(IMPATIENCE);
        }
        lane.disconnect();
        lane.connect();
        askNow("d");
        ticker.advance(IMPATIENCE);
        assertThat(limiter.words()).containsExactly("+a", "+b", "+c");
        limiter.call(0).fail();
        assertThat(limiter.words()).endsWith("+d");
    }

    @Test
    void nothing_is_asked_after_the_end() {
        askNow("a");
        askNow("b");
        lane.close();
        ticker.advance(IMPATIENCE.multipliedBy(5));
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("+a");
        assertThat(ticker.alarms()).isZero();
    }

    private void ask(String... leases) {
        for (String lease : leases) lane.ask(new Ask(ScriptedLimiter.lease(lease), Optional.of("x-" + lease)));
    }

    private void askNow(String lease) {
        ask(lease);
        background.run();
    }

    private void answered(Map<Lease, LimiterAnswer> answers) {
        List<String> words = answers.entrySet().stream()
                .map(entry -> entry.getKey().id() + " " + entry.getValue().getClass().getSimpleName().toLowerCase()).toList();
        noteUnlocked(String.join(", ", words));
    }

    private void noteUnlocked(String what) {
        assertThat(isLocked()).as(what + " is told while the lane is locked").isFalse();
        log.add(what);
    }

    private boolean isLocked() {
        return Thread.holdsLock(lane) || Thread.holdsLock(ordered);
    }
}
