package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is waited for, and for how long.
@Timeout(120)
class SettlingTest {

    @Test
    void what_does_not_come_to_its_end_is_named_with_its_place() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (WillowTestKit kit = WillowTestKit.builder().patience(Duration.ofMillis(200)).start()) {
            CompletableFuture<?> task = kit.async(() -> {
                reached.countDown();
                never.await();
                return null;
            });
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(kit::settle)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("still under way", "async", "SettlingTest", "notWaitedFor")
                    .hasMessageNotContaining("WaitingRoom");
            never.countDown();
            task.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_call_of_the_test_does_not_wait_for_what_clients_do() throws Exception {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        try (WillowTestKit kit = WillowTestKit.builder().patience(Duration.ofSeconds(20)).start()) {
            CompletableFuture<?> busy = kit.async(opened::get);
            assertThat(kit.willow().queues()).isEmpty();
            assertThat(busy).isNotDone();
            opened.complete(null);
            kit.settle();
        }
    }

    @Test
    void a_task_of_the_kit_cannot_move_the_time_for_which_it_is_waited() {
        try (WillowTestKit kit = WillowTestKit.start()) {
            CompletableFuture<Void> moved = kit.async(() -> {
                kit.advance(Duration.ofSeconds(1));
                return null;
            });
            kit.settle();
            assertThat(moved).isCompletedExceptionally();
            assertThatThrownBy(moved::join).hasMessageContaining("the kit waits for this thread");
        }
    }

    /// Each link of the chain is woken by the one before it, on another thread.
    @Test
    void a_long_chain_of_tasks_is_followed_to_its_end() {
        try (WillowTestKit kit = WillowTestKit.start()) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger ended = new AtomicInteger();
                List<CompletableFuture<Void>> links = new ArrayList<>();
                for (int i = 0; i < 20; i++) links.add(new CompletableFuture<>());
                for (int i = 0; i < 19; i++) {
                    int link = i;
                    kit.async(() -> {
                        kit.willow().ticker().await(links.get(link), Duration.ofHours(1));
                        ended.incrementAndGet();
                        return links.get(link + 1).complete(null);
                    });
                }
                kit.settle();
                assertThat(ended).hasValue(0);
                links.getFirst().complete(null);
                kit.settle();
                assertThat(ended).hasValue(19);
            }
        }
    }

    @Test
    void sleepers_wake_one_after_the_other_each_at_its_time() {
        try (WillowTestKit kit = WillowTestKit.start()) {
            Instant begun = kit.now();
            List<String> log = new ArrayList<>();
            for (int i = 20; i > 0; i--) {
                Duration length = Duration.ofSeconds(i);
                kit.async(() -> {
                    kit.sleep(length);
                    synchronized (log) {
                        log.add(length + " at " + Duration.between(begun, kit.now()));
                    }
                    return null;
                });
            }
            kit.advance(Duration.ofSeconds(30));
            for (int i = 1; i <= 20; i++) assertThat(log.get(i - 1)).isEqualTo("PT" + i + "S at PT" + i + "S");
            assertThat(log).hasSize(20);
        }
    }

    @Test
    void the_tests_own_thread_moves_the_time_for_which_it_sleeps() throws Exception {
        try (WillowTestKit kit = WillowTestKit.start()) {
            Instant begun = kit.now();
            kit.sleep(Duration.ofDays(1));
            assertThat(Duration.between(begun, kit.now())).isEqualTo(Duration.ofDays(1));
        }
    }
}
