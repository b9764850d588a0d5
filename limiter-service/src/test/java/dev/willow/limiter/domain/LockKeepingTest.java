package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.BeatSession;
import dev.willow.limiter.domain.LimiterEvent.CloseSession;
import dev.willow.limiter.domain.LimiterEvent.OpenSession;
import dev.willow.limiter.domain.LimiterEvent.ReleaseLock;
import dev.willow.limiter.domain.LimiterEvent.WatchContended;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long group locks are kept, when they are given back, and what becomes of them with their session.
class LockKeepingTest extends GateScene {

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
}
