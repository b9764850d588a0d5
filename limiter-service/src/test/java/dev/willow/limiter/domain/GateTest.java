package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static dev.willow.limiter.domain.Scenario.patterns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.AcquireLock;
import dev.willow.limiter.domain.LimiterEvent.BeatSession;
import dev.willow.limiter.domain.LimiterEvent.CloseSession;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import dev.willow.limiter.domain.LimiterEvent.OpenSession;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.LimiterEvent.ReleaseLock;
import dev.willow.limiter.domain.LimiterEvent.WatchContended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Additions under finite limits pass only with the locks of their groups; Locker answers late, in another order, or never.
class GateTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<LockEffect> asked = new ArrayList<>();
    private final TableDriver driver = new TableDriver(asked::add);

    GateTest() {
        rule("builds", "branch=*", Limit.atMost(1));
    }

    @Test
    void unlimited_rules_and_shut_ones_need_no_lock() {
        rule("hosts", "host=*", Limit.UNLIMITED);
        rule("none", "os=*", Limit.atMost(0));
        assertThat(outcome(add("host=a"))).isEqualTo("1");
        assertThat(outcome(add("os=linux"))).startsWith("zero none");
        assertThat(outcome(add("os=linux,branch=main"))).startsWith("zero none");
        assertThat(asked).isEmpty();
    }

    @Test
    void subtract_remove_and_set_need_no_lock() {
        ask(new LimiterCommand.SetNumber(driver.newRequest(), keyValues("branch=main"), 4));
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        ask(new LimiterCommand.RemoveLease(driver.newRequest(), keyValues("branch=main"), "x"));
        assertThat(asked).isEmpty();
    }

    @Test
    void lock_is_asked_for_once_and_kept() {
        RequestId first = add("branch=main");
        assertThat(outcome(first)).isEqualTo("at the gate");
        open("s1");
        assertThat(asked).containsExactly(new WatchContended("s1"), acquire("s1", "branch=main", first));
        asked.clear();
        grant("s1", "branch=main", "l1");
        assertThat(outcome(first)).isEqualTo("1");
        assertThat(outcome(add("branch=main"))).startsWith("reached builds");
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        assertThat(outcome(add("branch=main"))).isEqualTo("1");
        assertThat(asked).isEmpty();
    }

    @Test
    void lock_carries_a_marker_so_that_it_is_nobody_elses() {
        add("branch=main");
        open("s1");
        assertThat(acquired("s1")).containsExactly(keyValues("branch=main").with("_limiter", Value.text("group")));
    }

    @Test
    void locks_are_taken_one_by_one_in_one_order() {
        rule("hosts", "host=*", Limit.atMost(1));
        rule("both", "branch=*,host=*", Limit.atMost(1));
        RequestId by = add("host=a,branch=main");
        open("s1");
        List<KeyValues> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            AcquireLock next = (AcquireLock) asked.getLast();
            order.add(next.lock());
            asked.clear();
            assertThat(outcome(by)).isEqualTo("at the gate");
            driver.hear(new LockNews.LockGranted("s1", next.lock(), "l" + i));
        }
        assertThat(order).isSorted().hasSize(3);
        assertThat(outcome(by)).isEqualTo("1");
    }

    @Test
    void answers_may_come_in_any_order() {
        RequestId main = add("branch=main");
        RequestId dev = add("branch=dev");
        open("s1");
        grant("s1", "branch=dev", "l1");
        assertThat(outcome(dev)).isEqualTo("1");
        assertThat(outcome(main)).isEqualTo("at the gate");
        grant("s1", "branch=main", "l2");
        assertThat(outcome(main)).isEqualTo("1");
    }

    @Test
    void unreachable_locker_refuses_what_is_finite_and_recovers_by_itself() {
        rule("hosts", "host=*", Limit.UNLIMITED);
        RequestId first = add("branch=main");
        driver.hear(new LockNews.SessionNotOpened(attempt(), "cannot be reached"));
        assertThat(outcome(first)).isEqualTo("locker: cannot be reached");
        assertThat(outcome(add("host=a"))).isEqualTo("1");
        asked.clear();
        RequestId second = add("branch=main");
        open("s2");
        grant("s2", "branch=main", "l1");
        assertThat(outcome(second)).isEqualTo("1");
    }

    @Test
    void refusal_for_want_of_a_lock_is_not_kept_as_the_answer() {
        RequestId by = add("branch=main");
        driver.hear(new LockNews.SessionNotOpened(attempt(), "cannot be reached"));
        assertThat(driver.answerTo(by).orElseThrow().isKept()).isFalse();
    }

    @Test
    void lock_that_others_do_not_give_back_in_time_refuses_and_the_rest_goes_on() {
        RequestId main = add("branch=main");
        RequestId dev = add("branch=dev");
        open("s1");
        driver.hear(new LockNews.LockNotGranted("s1", lock("branch=main"), "held by another Limiter"));
        grant("s1", "branch=dev", "l1");
        assertThat(outcome(main)).isEqualTo("locker: held by another Limiter");
        assertThat(outcome(dev)).isEqualTo("1");
    }

    @Test
    void call_without_an_answer_ends_the_session_because_nobody_knows_what_is_held() {
        RequestId main = add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId dev = add("branch=dev");
        driver.hear(new LockNews.CallFailed("s1", "did not answer"));
        assertThat(outcome(main)).isEqualTo("1");
        assertThat(outcome(dev)).isEqualTo("locker: did not answer");
        assertThat(asked).contains(new CloseSession("s1"));
        asked.clear();
        add("branch=main");
        assertThat(asked).hasSize(1).first().isInstanceOf(OpenSession.class);
    }

    @Test
    void news_of_a_session_that_is_over_changes_nothing() {
        add("branch=main");
        open("s1");
        driver.hear(new LockNews.CallFailed("s1", "did not answer"));
        RequestId again = add("branch=main");
        grant("s1", "branch=main", "l1");
        assertThat(outcome(again)).isEqualTo("at the gate");
        open("s2");
        driver.hear(new LockNews.SessionLost("s1"));
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        grant("s2", "branch=main", "l2");
        assertThat(outcome(again)).isEqualTo("1");
    }

    @Test
    void session_opened_for_an_earlier_attempt_is_closed() {
        add("branch=main");
        long attempt = attempt();
        driver.hear(new LockNews.SessionNotOpened(attempt, "too slow"));
        driver.hear(new LockNews.SessionOpened(attempt, "late", TIMEOUT));
        assertThat(asked).contains(new CloseSession("late"));
    }

    @Test
    void lost_session_voids_all_locks_and_who_is_at_the_gate_begins_again() {
        RequestId main = add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId dev = add("branch=dev");
        driver.hear(new LockNews.SessionLost("s1"));
        open("s2");
        assertThat(outcome(main)).isEqualTo("1");
        grant("s2", "branch=dev", "l2");
        assertThat(outcome(dev)).isEqualTo("1");
        asked.clear();
        add("branch=main");
        assertThat(acquired("s2")).containsExactly(lock("branch=main"));
    }

    @Test
    void session_is_believed_in_only_from_when_the_last_accepted_heartbeat_was_sent() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        asked.clear();
        driver.pass(Duration.ofSeconds(4));
        List<BeatSession> beats = beats();
        assertThat(beats).hasSizeGreaterThanOrEqualTo(2);
        driver.hear(new LockNews.BeatAccepted("s1", beats.getFirst().beat())); // sent at 1.67 s: good until 6.16 s
        asked.clear();
        driver.pass(Duration.ofSeconds(2));
        assertThat(outcome(add("branch=main"))).startsWith("reached");
        driver.pass(Duration.ofMillis(200));
        add("branch=main");
        assertThat(asked).contains(new CloseSession("s1")).anyMatch(OpenSession.class::isInstance);
    }

    @Test
    void lock_that_others_want_is_given_back_at_once_when_nothing_needs_it() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        asked.clear();
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        assertThat(asked).containsExactly(new ReleaseLock("s1", lock("branch=main"), "l1"));
        RequestId next = add("branch=main");
        assertThat(asked).hasSize(1);
        driver.hear(new LockNews.LockReleased("s1", lock("branch=main")));
        assertThat(asked).contains(acquire("s1", "branch=main", next), new WatchContended("s1"));
        grant("s1", "branch=main", "l2");
        assertThat(outcome(next)).startsWith("reached");
    }

    @Test
    void lock_that_an_addition_on_its_way_needs_is_given_back_when_that_is_applied_and_lets_no_other_in() {
        driver.holdBackApplying();
        RequestId first = add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        RequestId second = add("branch=main");
        assertThat(driver.written).filteredOn(LimiterCommand.Add.class::isInstance).hasSize(1);
        assertThat(asked).noneMatch(ReleaseLock.class::isInstance);
        driver.applyWritten();
        assertThat(asked).contains(new ReleaseLock("s1", lock("branch=main"), "l1"));
        assertThat(outcome(first)).isEqualTo("1");
        assertThat(outcome(second)).isEqualTo("at the gate");
    }

    @Test
    void contended_lock_behind_one_that_is_still_awaited_is_given_back() {
        rule("hosts", "host=*", Limit.atMost(9));
        add("host=a");
        open("s1");
        grant("s1", "host=a", "l1");
        add("host=a,branch=main"); // branch comes before host: it waits for the first and must not sit on the second
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        assertThat(asked).contains(new ReleaseLock("s1", lock("host=a"), "l1"));
    }

    @Test
    void contended_lock_before_one_that_is_still_awaited_stays() {
        rule("hosts", "host=*", Limit.atMost(9));
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        add("host=a,branch=main");
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        assertThat(asked).noneMatch(ReleaseLock.class::isInstance);
        driver.hear(new LockNews.LockNotGranted("s1", lock("host=a"), "held by another Limiter"));
        assertThat(asked).contains(new ReleaseLock("s1", lock("branch=main"), "l1"));
    }

    @Test
    void watch_goes_on_soon_while_a_contended_lock_cannot_go_yet() {
        driver.holdBackApplying();
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        asked.clear();
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        assertThat(asked).isEmpty();
        driver.pass(Duration.ofMillis(100));
        assertThat(asked).containsExactly(new WatchContended("s1"));
    }

    @Test
    void broken_connection_leads_to_a_heartbeat_and_if_that_fails_too_nothing_is_compared() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        asked.clear();
        driver.hear(new LockNews.WatchFailed("s1"));
        assertThat(beats()).hasSize(1);
        assertThat(outcome(add("branch=main"))).startsWith("reached");
        driver.hear(new LockNews.BeatFailed("s1", "cannot be reached"));
        RequestId next = add("branch=main");
        driver.hear(new LockNews.SessionNotOpened(attempt(), "cannot be reached"));
        assertThat(outcome(next)).isEqualTo("locker: cannot be reached");
        asked.clear();
        add("branch=main");
        open("s2");
        assertThat(asked).contains(new CloseSession("s1"));
    }

    @Test
    void lease_that_is_there_already_needs_no_lock() {
        Addition leased = new Addition(keyValues("branch=main"), 1, Optional.of(new Addition.LeaseTerms("x", Duration.ZERO)));
        driver.add(leased, false);
        open("s1");
        grant("s1", "branch=main", "l1");
        driver.hear(new LockNews.SessionLost("s1"));
        assertThat(outcome(driver.add(leased, false))).isEqualTo("1");
    }

    @Test
    void idle_locks_are_given_back_and_then_the_session_is_closed() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        keepAlive(Duration.ofSeconds(29));
        assertThat(asked).noneMatch(ReleaseLock.class::isInstance);
        keepAlive(Duration.ofSeconds(2));
        assertThat(asked).contains(new ReleaseLock("s1", lock("branch=main"), "l1"));
        driver.hear(new LockNews.LockReleased("s1", lock("branch=main")));
        keepAlive(Duration.ofSeconds(31));
        assertThat(asked).contains(new CloseSession("s1"));
        assertThat(driver.table.nextDeadline()).isEmpty();
    }

    @Test
    void rule_that_comes_between_gate_and_log_sends_the_addition_back() {
        driver.holdBackApplying();
        RequestId by = add("branch=main,host=a");
        open("s1");
        driver.run(driver.table.begin(new LimiterCommand.CreateRule(driver.newRequest(),
                new Bound.Rule("id-hosts", "hosts", patterns("host=*"), new Terms(Limit.atMost(1), false))), driver.now));
        grant("s1", "branch=main", "l1");
        driver.applyWritten();
        assertThat(outcome(by)).isEqualTo("at the gate");
        assertThat(acquired("s1")).contains(lock("host=a"));
        grant("s1", "host=a", "l2");
        driver.applyWritten();
        assertThat(outcome(by)).isEqualTo("1");
    }

    @Test
    void caller_that_leaves_at_the_gate_is_told_so_and_the_lock_is_kept_for_others() {
        RequestId by = add("branch=main");
        open("s1");
        driver.run(driver.table.giveUp(by));
        assertThat(outcome(by)).startsWith("withdrawn: locker");
        grant("s1", "branch=main", "l1");
        assertThat(outcome(add("branch=main"))).isEqualTo("1");
    }

    @Test
    void take_over_forgets_all_locks_and_closes_the_session_of_the_one_before() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        asked.clear();
        driver.takeOver();
        assertThat(asked).containsExactly(new CloseSession("s1"));
        add("branch=main");
        assertThat(asked.getLast()).isInstanceOf(OpenSession.class);
    }

    @Test
    void additions_in_line_let_their_lock_go_and_are_granted_when_it_is_back() {
        RequestId first = add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId waiting = wait("branch=main");
        assertThat(outcome(first)).isEqualTo("1");
        driver.hear(new LockNews.Contended("s1", List.of("l1")));
        assertThat(asked).contains(new ReleaseLock("s1", lock("branch=main"), "l1"));
        driver.hear(new LockNews.LockReleased("s1", lock("branch=main")));
        asked.clear();
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        assertThat(outcome(waiting)).isEqualTo("at the gate");
        assertThat(acquired("s1")).containsExactly(lock("branch=main"));
        grant("s1", "branch=main", "l2");
        assertThat(outcome(waiting)).isEqualTo("1");
    }

    @Test
    void additions_in_line_are_not_granted_under_a_session_that_was_lost() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId waiting = wait("branch=main");
        driver.hear(new LockNews.SessionLost("s1"));
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        assertThat(outcome(waiting)).isEqualTo("at the gate");
        open("s2");
        grant("s2", "branch=main", "l2");
        assertThat(outcome(waiting)).isEqualTo("1");
    }

    @Test
    void addition_that_comes_into_line_after_its_session_was_lost_is_not_granted_either() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        driver.holdBackApplying();
        RequestId waiting = wait("branch=main");
        driver.hear(new LockNews.SessionLost("s1"));
        driver.run(driver.table.begin(
                new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1), driver.now));
        driver.applyWritten();
        assertThat(outcome(waiting)).isEqualTo("at the gate");
    }

    @Test
    void additions_in_line_are_refused_when_locker_cannot_be_reached_at_their_turn() {
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId waiting = wait("branch=main");
        driver.hear(new LockNews.SessionLost("s1"));
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        driver.hear(new LockNews.SessionNotOpened(attempt(), "cannot be reached"));
        assertThat(outcome(waiting)).isEqualTo("locker: cannot be reached");
    }

    private void rule(String name, String keys, Limit limit) {
        ask(new LimiterCommand.CreateRule(
                driver.newRequest(), new Bound.Rule("id-" + name, name, patterns(keys), new Terms(limit, false))));
    }

    private void ask(LimiterCommand.Asked command) {
        driver.run(driver.table.begin(command, driver.now));
    }

    private RequestId add(String counter) {
        return driver.add(new Addition(keyValues(counter), 1, Optional.empty()), false);
    }

    private RequestId wait(String counter) {
        return driver.add(new Addition(keyValues(counter), 1, Optional.empty()), true);
    }

    private String outcome(RequestId by) {
        return driver.answerTo(by).map(answer -> switch (answer) {
            case Counted(RequestId _, CounterState counter, var _) -> Long.toString(counter.number());
            case Refused(RequestId _, Refusal refusal) -> Scenario.shown(refusal);
            case LimiterEvent.Withdrawn(RequestId _, Refusal refusal) -> "withdrawn: " + Scenario.shown(refusal);
            default -> answer.toString();
        }).orElse("at the gate");
    }

    private long attempt() {
        return asked.stream().filter(OpenSession.class::isInstance).map(OpenSession.class::cast)
                .reduce((_, last) -> last).orElseThrow().attempt();
    }

    private void open(String session) {
        long attempt = attempt();
        asked.clear();
        driver.hear(new LockNews.SessionOpened(attempt, session, TIMEOUT));
    }

    private void grant(String session, String group, String lockId) {
        driver.hear(new LockNews.LockGranted(session, lock(group), lockId));
    }

    private static AcquireLock acquire(String session, String group, RequestId neededBy) {
        return new AcquireLock(session, lock(group), neededBy);
    }

    private List<KeyValues> acquired(String session) {
        return asked.stream().filter(AcquireLock.class::isInstance).map(AcquireLock.class::cast)
                .filter(acquire -> acquire.session().equals(session)).map(AcquireLock::lock).toList();
    }

    private List<BeatSession> beats() {
        return asked.stream().filter(BeatSession.class::isInstance).map(BeatSession.class::cast).toList();
    }

    /// Lets time pass while Locker accepts every heartbeat.
    private void keepAlive(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(1)) {
            driver.pass(Duration.ofSeconds(1));
            for (BeatSession beat : beats()) driver.hear(new LockNews.BeatAccepted(beat.session(), beat.beat()));
        }
    }

    private static KeyValues lock(String group) {
        return Applying.lockOf(keyValues(group));
    }
}
