package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.ReleaseLock;
import java.util.List;
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
}
