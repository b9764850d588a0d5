package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.NotGrantedException;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LocksTest {
    private static final KeyValues PRODUCTION = KeyValues.of("deploy", Value.text("production"));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @AutoClose
    private final WillowTestKit kit = WillowTestKit.start();

    private final Locks locks = new Locks(kit.locker());

    private HeldLock acquire(Duration patience) {
        return locks.acquire(LockRequest.on(PRODUCTION).timeout(TIMEOUT), patience);
    }

    /// As of a process that dies: nobody sends heartbeats.
    private Lock acquireAndForget() {
        LockProperties properties =
                new LockProperties(Optional.of(TIMEOUT), LockMode.EXCLUSIVE, Optional.empty(), Optional.empty(), Optional.empty());
        return kit.locker().acquire(LockSpec.of(PRODUCTION, properties), Duration.ZERO);
    }

    @Test
    void a_lock_whose_holder_stopped_goes_to_the_next_in_line_with_a_higher_fencing_token() {
        Lock lost = acquireAndForget();
        Instant end = kit.now().plus(TIMEOUT);
        CompletableFuture<Instant> granted = new CompletableFuture<>();
        CompletableFuture<HeldLock> next = kit.async(() -> {
            HeldLock lock = acquire(Duration.ofMinutes(1));
            granted.complete(kit.now());
            return lock;
        });
        kit.advance(TIMEOUT.minusNanos(1));
        assertThat(granted).isNotDone();
        kit.advance(Duration.ofMinutes(10));
        assertThat(granted).isCompletedWithValue(end);
        assertThat(next.join().fencingToken()).isGreaterThan(lost.state().fencingToken());
        assertThat(next.join().isHeld()).as("kept by the library from then on").isTrue();
    }

    @Test
    void a_lock_that_the_library_keeps_is_held_for_a_day_and_free_when_it_is_closed() {
        try (HeldLock lock = acquire(Duration.ZERO)) {
            kit.advance(Duration.ofHours(24));
            assertThat(lock.isHeld()).isTrue();
            assertThatThrownBy(() -> acquire(Duration.ZERO)).isInstanceOf(NotGrantedException.class);
        }
        acquire(Duration.ZERO).close();
    }

    @Test
    void a_wait_in_line_is_over_when_its_patience_is() {
        try (HeldLock _ = acquire(Duration.ZERO)) {
            Instant begun = kit.now();
            CompletableFuture<Instant> refused = kit.async(() -> {
                assertThatThrownBy(() -> acquire(Duration.ofSeconds(90))).isInstanceOf(NotGrantedException.class);
                return kit.now();
            });
            kit.advance(Duration.ofMinutes(5));
            assertThat(refused).isCompletedWithValue(begun.plusSeconds(90));
        }
    }

    @Test
    void a_holder_that_cannot_reach_locker_knows_that_its_lock_is_lost_before_another_gets_it() {
        HeldLock lock = acquire(Duration.ZERO);
        kit.lockerAway();
        kit.advance(TIMEOUT);
        assertThat(lock.isHeld()).isFalse();
        kit.lockerBack();
        acquire(Duration.ZERO).close();
    }
}
