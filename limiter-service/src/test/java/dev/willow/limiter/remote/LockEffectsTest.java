package dev.willow.limiter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LockNews;
import dev.willow.limiter.remote.LockerFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What the table is told of each answer of Locker.
class LockEffectsTest {
    private static final String SESSION = "s-1";
    private static final KeyValues LOCK = KeyValues.of("branch", Value.text("main"));
    private static final RequestId REQUEST = new RequestId("r-1");

    private final List<LockNews> told = new ArrayList<>();
    private final Scripted locker = new Scripted();
    private final LockEffects effects = new LockEffects(locker, request -> Optional.of("trace-" + request.value()), told::add);

    @Test
    void nothing_is_told_before_locker_answers() {
        effects.perform(new LimiterEvent.OpenSession(7, REQUEST));
        assertThat(told).isEmpty();
        assertThat(locker.requestId).contains("trace-r-1");
        locker.answer.complete(new LockerPort.Opened(SESSION, Duration.ofSeconds(5)));
        assertThat(told).containsExactly(new LockNews.SessionOpened(7, SESSION, Duration.ofSeconds(5)));
    }

    @Test
    void a_lock_that_may_have_been_granted_is_not_taken_for_refused() {
        acquire(Kind.UNANSWERED);
        acquire(Kind.BROKEN);
        assertThat(told).hasSize(2).allSatisfy(news -> assertThat(news).isInstanceOf(LockNews.CallFailed.class));
    }

    @Test
    void a_lock_that_was_surely_not_granted_is_told_so() {
        acquire(Kind.NOT_GRANTED);
        acquire(Kind.UNAVAILABLE);
        assertThat(told).hasSize(2).allSatisfy(news -> assertThat(news).isInstanceOf(LockNews.LockNotGranted.class));
    }

    @Test
    void a_session_that_locker_does_not_know_is_lost_whatever_it_was_named_for() {
        acquire(Kind.GONE);
        perform(new LimiterEvent.BeatSession(SESSION, 1), Kind.GONE);
        perform(new LimiterEvent.WatchContended(SESSION), Kind.GONE);
        assertThat(told).hasSize(3).containsOnly(new LockNews.SessionLost(SESSION));
    }

    @Test
    void a_lock_of_which_locker_knows_nothing_is_given_back() {
        perform(new LimiterEvent.ReleaseLock(SESSION, LOCK, "l-1"), Kind.GONE);
        assertThat(told).containsExactly(new LockNews.LockReleased(SESSION, LOCK));
    }

    @Test
    void a_lock_that_may_still_be_held_is_not_taken_for_given_back() {
        perform(new LimiterEvent.ReleaseLock(SESSION, LOCK, "l-1"), Kind.UNANSWERED);
        assertThat(told).singleElement().isInstanceOf(LockNews.CallFailed.class);
    }

    @Test
    void a_heartbeat_without_an_answer_does_not_lose_the_session() {
        perform(new LimiterEvent.BeatSession(SESSION, 1), Kind.UNANSWERED);
        assertThat(told).singleElement().isInstanceOf(LockNews.BeatFailed.class);
    }

    @Test
    void end_of_a_session_is_no_news() {
        perform(new LimiterEvent.CloseSession(SESSION), Kind.GONE);
        assertThat(told).isEmpty();
    }

    private void acquire(Kind failure) {
        perform(new LimiterEvent.AcquireLock(SESSION, LOCK, REQUEST), failure);
    }

    private void perform(LimiterEvent effect, Kind failure) {
        effects.perform(effect);
        locker.answer.completeExceptionally(new LockerFailure(failure, "as the test says", null));
    }

    /// Answers when the test says so.
    private static final class Scripted implements LockerPort {
        CompletableFuture<Object> answer;
        Optional<String> requestId = Optional.empty();

        @SuppressWarnings("unchecked")
        private <T> CompletableFuture<T> next() {
            answer = new CompletableFuture<>();
            return (CompletableFuture<T>) answer;
        }

        @Override
        public CompletableFuture<Opened> open(Optional<String> id) {
            requestId = id;
            return next();
        }

        @Override
        public CompletableFuture<Void> beat(String session) {
            return next();
        }

        @Override
        public CompletableFuture<Void> close(String session) {
            return next();
        }

        @Override
        public CompletableFuture<String> acquire(String session, KeyValues lock, Optional<String> id) {
            requestId = id;
            return next();
        }

        @Override
        public CompletableFuture<Void> release(String session, String lockId) {
            return next();
        }

        @Override
        public CompletableFuture<List<String>> contended(String session) {
            return next();
        }
    }
}
