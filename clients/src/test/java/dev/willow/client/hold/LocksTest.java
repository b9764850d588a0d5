package dev.willow.client.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.client.LockerClient;
import dev.willow.client.LostException;
import dev.willow.common.time.ManualTicker;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocksTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final Duration SECOND_BEAT = TIMEOUT.dividedBy(3); // at the latest
    private static final String LOCK = """
            {"Spec": {"DBDefinition": {"KeyValues": {"branch": "main"}}, "Properties": {"Timeout": "12s"}},
             "State": {"LockID": "l1", "SessionID": "s1", "FencingToken": 41, "TimeTillExpire": "12s", "LocksHeldOrWaiting": 1}}""";
    private static final String SESSION = "{\"SessionID\": \"s1\", \"Timeout\": \"12s\", \"TimeTillExpire\": \"12s\"}";
    private static final LockRequest MAIN = LockRequest.on(KeyValues.of("branch", Value.text("main")));

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void a_lock_is_kept_by_heartbeats_and_released_when_it_is_closed() throws Exception {
        try (FakeService service = FakeService.answering(locker(200))) {
            try (HeldLock lock = locks(service).acquire(MAIN, Duration.ZERO)) {
                assertThat(lock.fencingToken()).isEqualTo(41);
                assertThat(lock.id()).isEqualTo("l1");
                ticker.advance(SECOND_BEAT);
                ticker.await("a heartbeat accepted", () -> lock.remaining().compareTo(TIMEOUT.multipliedBy(9).dividedBy(10)) > 0);
                assertThat(service.calls()).extracting(LocksTest::line).containsExactly("POST /v1/locks", "POST /v1/sessions/s1/heartbeat");
            }
            assertThat(line(service.onlyCall())).isEqualTo("DELETE /v1/locks/l1");
            ticker.awaitAlarms(0);
        }
    }

    @Test
    void a_lock_that_was_granted_after_a_long_wait_is_kept_before_it_is_given_out() {
        FakeService.Told granted = new Told(200, Map.of(), LOCK);
        try (FakeService service = FakeService.answering(asked -> {
            if (!asked.target().startsWith("/v1/locks?")) return locker(200).apply(asked);
            ticker.advance(Duration.ofMinutes(1)); // in line
            return granted;
        })) {
            HeldLock lock = locks(service).acquire(MAIN, Duration.ofMinutes(5));
            assertThat(service.calls()).extracting(LocksTest::line).contains("POST /v1/sessions/s1/heartbeat");
            assertThat(lock.remaining()).isEqualTo(TIMEOUT);
        }
    }

    @Test
    void a_lock_that_was_lost_before_it_could_be_used_is_not_given_out() {
        try (FakeService service = FakeService.answering(asked -> {
            if (asked.target().startsWith("/v1/locks?")) ticker.advance(Duration.ofMinutes(1));
            return locker(404).apply(asked);
        })) {
            assertThatThrownBy(() -> locks(service).acquire(MAIN, Duration.ofMinutes(5)))
                    .isInstanceOf(LostException.class).hasMessageContaining("branch").hasMessageContaining("before it could be used");
        }
    }

    @Test
    void whoever_holds_a_lost_lock_is_told_and_interrupted_and_cannot_pretend() throws Exception {
        CompletableFuture<Hold> told = new CompletableFuture<>();
        try (FakeService service = FakeService.answering(locker(404))) {
            LockRequest request = MAIN.whenLost(told::complete).interruptingWhenLost();
            CompletableFuture<HeldLock> held = new CompletableFuture<>();
            CompletableFuture<Boolean> isInterruptedLater = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try (HeldLock lock = locks(service).acquire(request, Duration.ZERO)) {
                    held.complete(lock);
                    new CountDownLatch(1).await(); // works
                } catch (InterruptedException stopped) {
                    isInterruptedLater.complete(Thread.currentThread().isInterrupted());
                }
            });
            HeldLock lock = held.get(30, TimeUnit.SECONDS);
            ticker.advance(SECOND_BEAT);
            assertThat(told.get(30, TimeUnit.SECONDS)).isSameAs(lock);
            assertThat(isInterruptedLater.get(30, TimeUnit.SECONDS)).isFalse();
            assertThat(lock.isHeld()).isFalse();
            lock.close();
            assertThat(service.calls()).extracting(LocksTest::line).doesNotContain("DELETE /v1/locks/l1");
        }
    }

    @Test
    void an_interrupt_that_came_in_the_same_moment_as_the_close_does_not_outlive_it() throws Exception {
        try (FakeService service = FakeService.answering(locker(404))) {
            CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                HeldLock lock = locks(service).acquire(MAIN.interruptingWhenLost(), Duration.ZERO);
                ticker.advance(TIMEOUT); // its own deadline passes, on this very thread
                lock.close();
                isInterrupted.complete(Thread.currentThread().isInterrupted());
            });
            assertThat(isInterrupted.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void locks_taken_together_share_heartbeats_and_are_lost_together() throws Exception {
        try (FakeService service = FakeService.answering(locker(404))) {
            HeldLocks locks = locks(service).acquireTogether(List.of(MAIN, MAIN), Duration.ZERO);
            ticker.advance(SECOND_BEAT);
            ticker.awaitAlarms(0);
            assertThat(locks.each()).noneMatch(Hold::isHeld);
            assertThatThrownBy(locks::ensureHeld).isInstanceOf(LostException.class);
            assertThat(service.calls()).extracting(LocksTest::line).containsExactly("POST /v1/locks/together", "POST /v1/sessions/s1/heartbeat");
        }
    }

    @Test
    void a_session_keeps_its_locks_until_it_is_closed() throws Exception {
        try (FakeService service = FakeService.answering(locker(200))) {
            LockSession session = locks(service).open(TIMEOUT, "ci-runner-7");
            HeldLock lock = session.acquire(MAIN, Duration.ZERO);
            lock.close();
            ticker.advance(SECOND_BEAT);
            ticker.await("a heartbeat accepted", () -> session.remaining().compareTo(TIMEOUT.multipliedBy(9).dividedBy(10)) > 0);
            session.ensureHeld();
            session.close();
            ticker.awaitAlarms(0);
            assertThatThrownBy(() -> session.acquire(MAIN, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
            assertThat(service.calls()).extracting(LocksTest::line).containsExactly("POST /v1/sessions", "POST /v1/locks",
                    "DELETE /v1/locks/l1", "POST /v1/sessions/s1/heartbeat", "DELETE /v1/sessions/s1");
        }
    }

    private Locks locks(FakeService service) {
        return new Locks(LockerClient.builder(service.uri()).ticker(ticker).build());
    }

    /// A Locker that grants everything.
    private static Function<Asked, Told> locker(int heartbeats) {
        return asked -> switch (line(asked)) {
            case "POST /v1/locks" -> new Told(200, Map.of(), LOCK);
            case "POST /v1/locks/together" -> new Told(200, Map.of(), "[" + LOCK + "," + LOCK + "]");
            case "POST /v1/sessions" -> new Told(201, Map.of(), SESSION);
            case "POST /v1/sessions/s1/heartbeat" -> new Told(heartbeats, Map.of(), heartbeats == 200 ? SESSION : "");
            default -> new Told(204, Map.of(), "");
        };
    }

    private static String line(Asked asked) {
        return asked.method() + " " + asked.target().replaceFirst("\\?.*", "");
    }
}
