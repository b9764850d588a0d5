package dev.willow.queue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.time.ManualTicker;
import dev.willow.queue.domain.Capacity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Work on one thread, with time moved by hand and a Limiter that answers when told to.
class OrderedLaneTest {
    private static final Duration DOUBT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration NANO = Duration.ofNanos(1);
    private static final LinkSettings SETTINGS = new LinkSettings(
            Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofSeconds(1), DOUBT, Duration.ofMillis(50), 8, 3);

    private final Background background = new Background();
    private final ManualTicker ticker = new ManualTicker(background);
    private final ScriptedLimiter limiter = new ScriptedLimiter();
    private final List<String> log = new ArrayList<>();
    private final OrderedLane lane = new OrderedLane(limiter, SETTINGS, ticker, () -> note("broken"));

    @BeforeEach
    void connect() {
        limiter.onCall(() -> assertThat(Thread.holdsLock(lane)).as("a call is made while the lane is locked").isFalse());
        lane.connect();
        background.run();
    }

    @Test
    void everything_is_done_in_order_one_call_after_another_and_neighbours_travel_together() {
        remove("a", "b");
        add(new Work.Limit("q", Optional.of(new Capacity.AtMost(1)), Optional.of("x-q"), job("q")));
        remove("c");
        add(new Work.Limit("old", Optional.empty(), Optional.empty(), job("old")));
        add(new Work.Limits(Map.of("q", new Capacity.Unlimited()), job("all")));
        assertThat(limiter.words()).as("not in the engine's turn").isEmpty();
        background.run();
        List<String> expected = List.of("-a -b", "limit q", "-c", "no limit old", "limits [q]");
        for (int i = 0; i < expected.size(); i++) {
            assertThat(limiter.words()).isEqualTo(expected.subList(0, i + 1));
            ticker.advance(DOUBT);
            if (expected.get(i).startsWith("-")) limiter.last().reply();
            else limiter.last().answer(null);
        }
        assertThat(log).containsExactly("a done", "b done", "q done", "c done", "old done", "all done");
        assertThat(limiter.call(1).requestId()).contains("x-q");
    }

    @Test
    void what_comes_while_a_call_is_under_way_waits_for_its_end() {
        remove("a");
        background.run();
        remove("b");
        background.run();
        assertThat(limiter.words()).containsExactly("-a");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("-a", "-b");
    }

    @Test
    void a_job_of_many_changes_is_told_of_once_when_the_last_is_done() {
        Job job = Job.strict(5, () -> note("job done"));
        lane.add(Stream.of("a", "b", "c", "d", "e").map(id -> removal(id, job)).toList());
        background.run();
        assertThat(limiter.words()).containsExactly("-a -b -c");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("-a -b -c", "-d -e");
        assertThat(log).isEmpty();
        limiter.last().reply();
        assertThat(log).containsExactly("job done");
    }

    @Test
    void what_got_no_answer_is_done_again_before_what_came_after_it() {
        remove("a", "b", "c", "d");
        background.run();
        limiter.last().fail();
        assertThat(log).containsExactly("broken");
        remove("e");
        background.run();
        assertThat(limiter.words()).as("nothing goes until there is touch again").containsExactly("-a -b -c");
        lane.connect();
        background.run();
        limiter.last().reply();
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("-a -b -c", "-a -b -c", "-d -e");
    }

    @Test
    void what_the_limiter_could_not_do_now_is_done_again_in_its_order_and_the_rest_is_done() {
        remove("a", "b", "c", "d");
        background.run();
        limiter.last().reply(ScriptedLimiter.UNDECIDED, ScriptedLimiter.DONE, ScriptedLimiter.UNDECIDED);
        assertThat(log).containsExactly("broken", "b done");
        lane.connect();
        background.run();
        assertThat(limiter.words()).containsExactly("-a -b -c", "-a -c -d");
        limiter.last().reply();
        assertThat(log).containsExactly("broken", "b done", "a done", "c done", "d done");
    }

    @Test
    void when_the_limiter_is_away_those_who_wait_are_told_also_of_what_is_under_way_and_it_is_done_later() {
        Job strict = Job.strict(1, () -> note("repair done"));
        remove("a");
        background.run();
        remove("b");
        lane.add(List.of(removal("c", strict)));
        lane.disconnect();
        assertThat(log).containsExactly("a done", "b done");
        remove("d");
        assertThat(log).as("who comes now does not wait either").containsExactly("a done", "b done", "d done");
        limiter.last().fail();
        lane.connect();
        background.run();
        assertThat(limiter.words()).containsExactly("-a", "-a -b -c");
        limiter.last().reply();
        assertThat(log).as("each is told once").containsExactly("a done", "b done", "d done", "broken", "repair done");
        assertThat(limiter.words()).last().isEqualTo("-d");
    }

    @Test
    void what_is_under_way_when_the_limiter_is_lost_and_found_is_not_begun_again_beside_itself() {
        remove("a");
        background.run();
        lane.disconnect();
        lane.connect();
        background.run();
        assertThat(limiter.words()).containsExactly("-a");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("-a");
    }

    @Test
    void a_lease_in_doubt_is_removed_now_and_at_every_interval_and_not_after_the_doubt_is_over() {
        lane.doubt(List.of(ScriptedLimiter.lease("a")));
        background.run();
        assertThat(limiter.words()).containsExactly("-a");
        limiter.last().reply();
        long rounds = DOUBT.dividedBy(INTERVAL);
        for (int round = 1; round <= rounds; round++) {
            ticker.advance(INTERVAL.minus(NANO));
            assertThat(limiter.words()).hasSize(round);
            ticker.advance(NANO);
            assertThat(limiter.words()).hasSize(round + 1).last().isEqualTo("-a");
            limiter.last().reply();
        }
        assertThat(ticker.alarms()).isZero();
        ticker.advance(DOUBT);
        assertThat(limiter.words()).hasSize((int) rounds + 1);
    }

    @Test
    void doubts_that_fall_due_during_a_call_follow_it() {
        doubtAnswered("a");
        ticker.advance(NANO);
        remove("b");
        background.run();
        ticker.advance(INTERVAL);
        assertThat(limiter.words()).containsExactly("-a", "-b");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("-a", "-b", "-a");
    }

    @Test
    void doubts_begin_anew_when_the_limiter_is_back_and_rest_while_it_is_away() {
        doubtAnswered("a");
        ticker.advance(DOUBT.minus(NANO).minus(INTERVAL.multipliedBy(14)));
        lane.disconnect();
        ticker.advance(DOUBT.multipliedBy(10));
        assertThat(limiter.words()).containsExactly("-a");
        lane.connect();
        background.run();
        for (int round = 1; round <= 15; round++) {
            ticker.advance(INTERVAL);
            assertThat(limiter.words()).hasSize(1 + round);
            limiter.last().reply();
        }
        ticker.advance(DOUBT);
        assertThat(limiter.words()).hasSize(16);
    }

    @Test
    void touch_that_was_never_lost_does_not_prolong_doubts() {
        doubtAnswered("a");
        ticker.advance(INTERVAL.minus(NANO));
        lane.connect(); // news was missed, and everything agreed upon anew
        background.run();
        ticker.advance(NANO);
        assertThat(limiter.words()).containsExactly("-a", "-a");
    }

    /// The changes of one call may take effect in any order.
    @Test
    void what_removes_a_lease_never_travels_with_what_adds_it() {
        add(new Work.Change(ScriptedLimiter.lease("a"), true, Optional.empty(), job("a added")));
        remove("b", "a");
        background.run();
        assertThat(limiter.words()).containsExactly("+a -b");
        limiter.last().reply();
        assertThat(limiter.words()).containsExactly("+a -b", "-a");
    }

    @Test
    void nothing_is_done_after_the_end() {
        doubtAnswered("a");
        remove("b");
        background.run();
        remove("c");
        lane.close();
        limiter.last().reply();
        background.run();
        ticker.advance(DOUBT);
        assertThat(limiter.words()).containsExactly("-a", "-b");
    }

    private void doubtAnswered(String lease) {
        lane.doubt(List.of(ScriptedLimiter.lease(lease)));
        background.run();
        limiter.last().reply();
    }

    private void remove(String... leases) {
        for (String lease : leases) lane.add(List.of(removal(lease, job(lease))));
    }

    private static Work removal(String lease, Job job) {
        return new Work.Change(ScriptedLimiter.lease(lease), false, Optional.empty(), job);
    }

    private void add(Work work) {
        lane.add(List.of(work));
    }

    private Job job(String name) {
        return Job.patient(1, () -> note(name + " done"));
    }

    private void note(String what) {
        assertThat(Thread.holdsLock(lane)).as(what + " is told while the lane is locked").isFalse();
        log.add(what);
    }
}
