package dev.willow.queue.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.time.ManualTicker;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.Compared;
import dev.willow.queue.remote.LimiterPort.News;
import dev.willow.queue.remote.ScriptedLimiter.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The link on one thread, with time moved by hand and a Limiter that answers when told to.
class LimiterLinkTest {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration NANO = Duration.ofNanos(1);
    private static final LinkSettings SETTINGS = new LinkSettings(
            Duration.ofSeconds(30), FIRST_PAUSE, Duration.ofMillis(300), Duration.ofSeconds(30), Duration.ofMillis(50), 8, 500);

    private final ManualTicker ticker = new ManualTicker(new Background());
    private final ScriptedLimiter limiter = new ScriptedLimiter();
    private final List<String> log = new ArrayList<>();
    private final LeaseDigest expected = new LeaseDigest(7, 7);
    private CompletableFuture<Void> repaired;

    private final LimiterLink link = new LimiterLink(limiter, SETTINGS, ticker, new LimiterLink.Listener() {
        @Override
        public CompletableFuture<LeaseDigest> expected() {
            return CompletableFuture.completedFuture(expected);
        }

        @Override
        public void compared(Optional<List<Lease>> leases, CompletableFuture<Void> done) {
            repaired = done;
            note(leases.map(found -> "listed " + found.stream().map(Lease::id).toList()).orElse("agreed"));
        }

        @Override
        public void reached() {
            note("reached");
        }

        @Override
        public void back() {
            note("back");
        }

        @Override
        public void lost() {
            note("lost");
        }

        @Override
        public void news(News news) {
            note("news " + news.cursor());
        }
    });

    @BeforeEach
    void callsAreMadeUnlocked() {
        limiter.onCall(() -> assertThat(Thread.holdsLock(link)).as("a call is made while the link is locked").isFalse());
    }

    @Test
    void the_limiter_is_listened_to_once_it_agrees_and_the_cursor_is_older_than_the_list() {
        link.reconcile();
        assertThat(limiter.words()).containsExactly("listen");
        limiter.last().answer(news("c1"));
        assertThat(limiter.words()).containsExactly("listen", "leases");
        assertThat(log).isEmpty();
        limiter.last().answer(compared(Optional.of(List.of(ScriptedLimiter.lease("a")))));
        assertThat(log).containsExactly("reached", "listed [a]");
        repaired.complete(null);
        assertThat(log).containsExactly("reached", "listed [a]", "back");
        limiter.last().answer(news("c2"));
        limiter.last().answer(news("c3"));
        assertThat(log).endsWith("news c2", "news c3");
        assertThat(limiter.words()).containsExactly("listen", "leases", "listen c1", "listen c2", "listen c3");
    }

    @Test
    void nothing_is_listed_where_all_is_as_expected_and_limits_are_looked_after_all_the_same() {
        link.reconcile();
        limiter.last().answer(news("c1"));
        assertThat(limiter.expected()).isEqualTo(expected);
        limiter.last().answer(compared(Optional.empty()));
        assertThat(log).containsExactly("reached", "agreed");
        repaired.complete(null);
        assertThat(log).containsExactly("reached", "agreed", "back");
    }

    @Test
    void what_was_compared_is_settled_before_the_limiter_is_back() {
        link.reconcile();
        limiter.last().answer(news("c1"));
        limiter.last().answer(new Compared(Optional.empty(), Optional.of(7L)));
        assertThat(limiter.words()).as("before the repair is done").last().isEqualTo("leases");
        repaired.complete(null);
        assertThat(limiter.words()).last().isEqualTo("settle 7");
        assertThat(log).containsExactly("reached", "agreed");
        limiter.last().answer(null);
        assertThat(log).containsExactly("reached", "agreed", "back");
        assertThat(limiter.words()).last().isEqualTo("listen c1");
    }

    @Test
    void a_limiter_that_has_started_since_it_was_compared_is_compared_anew() {
        link.reconcile();
        limiter.last().answer(news("c1"));
        limiter.last().answer(new Compared(Optional.empty(), Optional.of(7L)));
        repaired.complete(null);
        limiter.last().fail();
        assertThat(log).containsExactly("reached", "agreed", "lost");
        ticker.advance(FIRST_PAUSE);
        assertThat(limiter.words()).last().isEqualTo("listen");
    }

    @Test
    void a_limiter_that_has_started_unnoticed_counts_as_lost() {
        link.reconcile();
        limiter.last().answer(news("c1"));
        limiter.last().answer(new Compared(Optional.empty(), Optional.of(7L)));
        repaired.complete(null);
        limiter.last().answer(null);
        for (long run : List.of(7L, 8L)) {
            log.clear();
            limiter.last().answer(new News("c2", true, List.of()));
            assertThat(limiter.words()).last().isEqualTo("listen");
            limiter.last().answer(news("c3"));
            limiter.last().answer(new Compared(Optional.empty(), Optional.of(run)));
            if (run == 8L) break;
            assertThat(log).as("the same one").containsExactly("news c2", "reached", "agreed");
            repaired.complete(null);
            limiter.last().answer(null);
        }
        assertThat(log).containsExactly("news c2", "lost");
        ticker.advance(FIRST_PAUSE);
        assertThat(limiter.words()).last().isEqualTo("listen");
    }

    @Test
    void pauses_grow_from_the_first_to_the_longest_and_begin_small_again_after_success() {
        link.reconcile();
        for (int millis : List.of(50, 100, 200, 300, 300)) {
            int calls = limiter.words().size();
            limiter.last().fail();
            ticker.advance(Duration.ofMillis(millis).minus(NANO));
            assertThat(limiter.words()).as("before " + millis + " ms have passed").hasSize(calls);
            ticker.advance(NANO);
            assertThat(limiter.words()).hasSize(calls + 1).last().isEqualTo("listen");
        }
        assertThat(log).as("it was never there").isEmpty();
        agree();
        link.broken();
        ticker.advance(FIRST_PAUSE.minus(NANO));
        assertThat(limiter.words()).last().isEqualTo("listen c1");
        ticker.advance(NANO);
        assertThat(limiter.words()).last().isEqualTo("listen");
    }

    @Test
    void reaching_the_limiter_is_no_success_until_it_agrees() {
        link.reconcile();
        limiter.last().fail();
        ticker.advance(FIRST_PAUSE);
        limiter.last().answer(news("c1"));
        limiter.last().answer(compared(Optional.of(List.of())));
        link.broken();
        assertThat(log).containsExactly("reached", "listed []", "lost");
        assertThat(repaired).isCancelled();
        int calls = limiter.words().size();
        ticker.advance(FIRST_PAUSE.multipliedBy(2).minus(NANO));
        assertThat(limiter.words()).hasSize(calls);
        ticker.advance(NANO);
        assertThat(limiter.words()).hasSize(calls + 1);
    }

    @Test
    void a_broken_connection_is_no_loss_if_the_second_try_is_answered() {
        begin();
        limiter.last().fail();
        assertThat(limiter.words()).endsWith("listen c1", "listen c1");
        limiter.last().answer(news("c2"));
        assertThat(log).doesNotContain("lost").endsWith("news c2");
        limiter.last().fail();
        limiter.last().fail();
        assertThat(log).endsWith("lost");
        assertThat(limiter.words()).endsWith("listen c2", "listen c2");
    }

    @Test
    void what_breaks_in_a_lane_ends_the_open_call_and_is_told_once() {
        begin();
        Call open = limiter.last();
        link.broken();
        link.broken();
        assertThat(open.isCancelled()).isTrue();
        assertThat(log).containsExactly("reached", "listed []", "back", "lost");
        ticker.advance(FIRST_PAUSE);
        agree();
        assertThat(log).endsWith("lost", "reached", "listed []", "back");
    }

    @Test
    void missed_news_has_everything_agreed_upon_anew_at_once_while_serving_goes_on() {
        begin();
        limiter.last().answer(new News("c9", true, List.of()));
        agree();
        assertThat(log).containsExactly("reached", "listed []", "back", "news c9", "reached", "listed []", "back");
        assertThat(limiter.words()).containsExactly("listen", "leases", "listen c1", "listen", "leases", "listen c1");
    }

    @Test
    void a_machine_that_forgot_has_the_open_call_ended_and_everything_agreed_upon_anew_at_once() {
        begin();
        Call open = limiter.last();
        link.reconcile();
        assertThat(open.isCancelled()).isTrue();
        agree();
        assertThat(log).containsExactly("reached", "listed []", "back", "reached", "listed []", "back");
    }

    @Test
    void a_machine_that_forgot_does_not_wait_for_a_list_a_repair_or_a_pause() {
        link.reconcile();
        limiter.last().answer(news("c1"));
        Call list = limiter.last();
        link.reconcile();
        assertThat(list.isCancelled()).isTrue();
        limiter.last().answer(news("c1"));
        limiter.last().answer(compared(Optional.of(List.of())));
        CompletableFuture<Void> repair = repaired;
        link.reconcile();
        assertThat(repair).isCancelled();
        limiter.last().fail();
        assertThat(ticker.alarms()).isEqualTo(1);
        link.reconcile();
        assertThat(ticker.alarms()).as("the pause is over").isZero();
        assertThat(limiter.words()).last().isEqualTo("listen");
        agree();
        assertThat(log).endsWith("back");
    }

    @Test
    void nothing_is_told_and_nothing_asked_after_the_end() {
        begin();
        List<String> asked = limiter.words();
        List<String> told = List.copyOf(log);
        link.close();
        assertThat(limiter.last().isCancelled()).isTrue();
        link.broken();
        link.reconcile();
        ticker.advance(Duration.ofHours(1));
        assertThat(limiter.words()).isEqualTo(asked);
        assertThat(log).isEqualTo(told);
    }

    @Test
    void an_end_during_a_pause_leaves_no_alarm() {
        link.reconcile();
        limiter.last().fail();
        link.close();
        assertThat(ticker.alarms()).isZero();
    }

    @Test
    void leases_are_compared_again_ever_more_rarely_until_no_call_of_before_can_be_under_way() {
        begin();
        log.clear();
        for (int seconds : List.of(2, 4, 8, 16)) {
            int calls = limiter.words().size();
            ticker.advance(Duration.ofSeconds(seconds).minus(NANO));
            assertThat(limiter.words()).as("before " + seconds + " s have passed").hasSize(calls);
            ticker.advance(NANO);
            assertThat(limiter.words()).hasSize(calls + 1).last().isEqualTo("leases");
            limiter.last().answer(compared(Optional.of(List.of(ScriptedLimiter.lease("late")))));
        }
        assertThat(log).as("serving goes on").containsOnly("listed [late]").hasSize(4);
        assertThat(ticker.alarms()).isZero();
    }

    @Test
    void what_was_under_way_when_the_limiter_was_lost_is_looked_for_anew_when_it_is_back() {
        begin();
        ticker.advance(Duration.ofSeconds(2));
        limiter.last().fail();
        assertThat(log).as("serving goes on").endsWith("back");
        ticker.advance(Duration.ofSeconds(2));
        assertThat(limiter.words()).as("asked for again").endsWith("leases", "leases");
        link.broken();
        assertThat(log).endsWith("lost");
        int calls = limiter.words().size();
        ticker.advance(FIRST_PAUSE);
        agree();
        assertThat(limiter.words().subList(calls, limiter.words().size())).containsExactly("listen", "leases", "listen c1");
        ticker.advance(Duration.ofSeconds(2));
        assertThat(limiter.words()).last().isEqualTo("leases");
    }

    private void begin() {
        link.reconcile();
        agree();
    }

    /// Answers the two first calls and finishes the repair.
    private void agree() {
        limiter.last().answer(news("c1"));
        limiter.last().answer(compared(Optional.of(List.of())));
        repaired.complete(null);
    }

    private static News news(String cursor) {
        return new News(cursor, false, List.of());
    }

    private void note(String what) {
        assertThat(Thread.holdsLock(link)).as(what + " is told while the link is locked").isFalse();
        log.add(what);
    }

    /// Of a Limiter that does not tell since when it runs, and so has nothing to be settled.
    private static Compared compared(Optional<List<Lease>> leases) {
        return new Compared(leases, Optional.empty());
    }
}
