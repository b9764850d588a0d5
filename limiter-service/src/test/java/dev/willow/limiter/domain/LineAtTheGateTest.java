package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.ReleaseLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Additions in line rely on locks that may have to go while they wait.
class LineAtTheGateTest extends GateScene {

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
    void room_made_by_a_process_that_stood_still_beyond_its_session_lets_nobody_in_line_in() {
        RequestId first = driver.add(
                new Addition(keyValues("branch=main"), 1, Optional.of(new Addition.LeaseTerms("x", Duration.ZERO))), false);
        open("s1");
        grant("s1", "branch=main", "l1");
        long grant = ((LimiterEvent.Counted) driver.answerTo(first).orElseThrow()).grant().orElseThrow();
        RequestId waiting = wait("branch=main");
        driver.now = driver.now.plus(TIMEOUT); // and no timer has gone off yet
        driver.run(driver.table.begin(new LimiterCommand.Lapse(List.of(grant)), driver.now));
        assertThat(outcome(waiting)).isEqualTo("at the gate");
        open("s2");
        grant("s2", "branch=main", "l2");
        assertThat(outcome(waiting)).isEqualTo("1");
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

    @Test
    void who_stands_behind_one_that_lacks_only_its_locks_is_not_overtaken_meanwhile() {
        rule("hosts", "host=*", Limit.atMost(1));
        ask(new LimiterCommand.SetNumber(driver.newRequest(), keyValues("branch=main"), 1));
        ask(new LimiterCommand.SetNumber(driver.newRequest(), keyValues("host=a"), 1));
        add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId host = wait("host=a");
        grant("s1", "host=a", "l2");
        RequestId both = wait("host=a,branch=main");
        RequestId branch = wait("branch=main");
        driver.hear(new LockNews.SessionLost("s1"));
        raise("hosts", 3);
        raise("builds", 2);
        open("s2");
        assertThat(acquired("s2")).as("whose turn it is").containsExactly(lock("host=a"));
        grant("s2", "host=a", "l3");
        grant("s2", "branch=main", "l4");
        assertThat(outcome(host)).isEqualTo("2");
        assertThat(outcome(both)).isEqualTo("1");
        assertThat(outcome(branch)).as("no place was left").isEqualTo("at the gate");
    }

    @Test
    void who_leaves_the_line_while_its_lock_is_being_had_again_is_not_granted_afterwards() {
        RequestId first = add("branch=main");
        open("s1");
        grant("s1", "branch=main", "l1");
        RequestId waiting = wait("branch=main");
        assertThat(outcome(first)).isEqualTo("1");
        driver.hear(new LockNews.SessionLost("s1"));
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        driver.run(driver.table.giveUp(waiting));
        assertThat(outcome(waiting)).startsWith("withdrawn");
        RequestId later = add("branch=main");
        open("s2");
        grant("s2", "branch=main", "l2");
        assertThat(outcome(later)).isEqualTo("1");
        ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues("branch=main"), 1));
        assertThat(driver.table.sums()).as("what nobody would ever take away again").isEmpty();
    }

    private void raise(String rule, long limit) {
        ask(new LimiterCommand.ChangeRule(
                driver.newRequest(), rule, new Terms.Change(Optional.of(Limit.atMost(limit)), Optional.empty())));
    }
}
