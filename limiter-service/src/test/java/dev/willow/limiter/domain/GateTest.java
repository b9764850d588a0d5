package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static dev.willow.limiter.domain.Scenario.patterns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.AcquireLock;
import dev.willow.limiter.domain.LimiterEvent.WatchContended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Additions under finite limits pass only with the locks of their groups; Locker answers late, in another order, or never.
class GateTest extends GateScene {

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
    void lease_that_is_there_already_needs_no_lock() {
        Addition leased = new Addition(keyValues("branch=main"), 1, Optional.of(new Addition.LeaseTerms("x", Duration.ZERO)));
        driver.add(leased, false);
        open("s1");
        grant("s1", "branch=main", "l1");
        driver.hear(new LockNews.SessionLost("s1"));
        assertThat(outcome(driver.add(leased, false))).isEqualTo("1");
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
    void caller_that_leaves_while_its_addition_is_sent_back_is_let_in_no_more() {
        driver.holdBackApplying();
        RequestId by = wait("branch=main");
        open("s1");
        ask(new LimiterCommand.ChangeRule(
                driver.newRequest(), "builds", new Terms.Change(Optional.of(Limit.atMost(2)), Optional.empty())));
        grant("s1", "branch=main", "l1");
        driver.run(driver.table.giveUp(by));
        assertThat(driver.written).hasExactlyElementsOfTypes(
                LimiterCommand.UseSession.class, LimiterCommand.ChangeRule.class, LimiterCommand.Add.class, LimiterCommand.Withdraw.class);
        driver.settlesBetween = () -> true; // each in an entry of its own
        driver.applyWritten();
        assertThat(outcome(by)).startsWith("withdrawn: locker");
        assertThat(driver.table.sums()).isEmpty();
        assertThat(driver.table.begin(new LimiterCommand.SetNumber(driver.newRequest(), keyValues("branch=dev"), 0), driver.now).commands())
                .as("nothing of it is left to be logged").hasSize(1);
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
}
