package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkersTest {
    @AutoClose
    private final WillowTestKit kit = WillowTestKit.start();

    private final Builds builds = Builds.in(kit);
    private final List<String> log = new CopyOnWriteArrayList<>();

    private WillowWorker.Builder worker() {
        return WillowWorker.of(kit.willow(), Builds.QUEUE);
    }

    private List<Channel> channels() {
        return kit.willow().channels(Builds.QUEUE, QueryRequest.EVERYTHING).things();
    }

    @Test
    void what_a_worker_does_has_been_done_when_the_kit_has_settled() {
        try (WillowWorker _ = worker().concurrency(2).start(item -> {
            log.add(item.text());
            return Outcome.DONE;
        })) {
            for (int i = 0; i < 50; i++) {
                builds.push("main", "c" + i);
                kit.settle();
                assertThat(log).hasSize(i + 1).last().isEqualTo("c" + i);
                assertThat(channels()).isEmpty();
            }
        }
    }

    @Test
    void a_build_that_takes_three_hours_keeps_its_item() {
        try (WillowWorker _ = worker().start(item -> {
            kit.sleep(Duration.ofHours(3));
            log.add(item.text() + " at attempt " + item.attempt());
            return Outcome.DONE;
        })) {
            builds.push("main", "c1");
            kit.advance(Duration.ofHours(3).minusNanos(1));
            assertThat(log).isEmpty();
            assertThat(builds.take()).isEmpty();
            kit.advance(Duration.ofNanos(1));
            assertThat(log).containsExactly("c1 at attempt 1");
            assertThat(channels()).isEmpty();
        }
    }

    @Test
    void a_build_that_fails_is_tried_again_and_then_is_gone() {
        builds.push("main", "c1", 2);
        try (WillowWorker _ = worker().start(item -> {
            log.add("attempt " + item.attempt());
            return Outcome.FAILED;
        })) {
            kit.settle();
        }
        assertThat(log).containsExactly("attempt 1", "attempt 2", "attempt 3");
        assertThat(channels()).isEmpty();
    }

    @Test
    void a_worker_that_waits_for_items_closes_at_once() {
        Instant begun = kit.now();
        WillowWorker worker = worker().concurrency(4).start(item -> Outcome.DONE);
        kit.settle();
        worker.close();
        assertThat(kit.now()).isEqualTo(begun);
        kit.settle();
    }

    @Test
    void a_worker_drains_before_it_is_closed() {
        WillowWorker worker = worker().start(item -> {
            kit.sleep(Duration.ofSeconds(20));
            log.add(item.text());
            return Outcome.DONE;
        });
        builds.push("main", "c1");
        builds.push("main", "c2");
        kit.settle();
        CompletableFuture<Boolean> closed = kit.async(() -> {
            worker.close();
            return true;
        });
        kit.advance(Duration.ofSeconds(20).minusNanos(1));
        assertThat(closed).isNotDone();
        kit.advance(Duration.ofNanos(1));
        assertThat(closed).isDone();
        assertThat(log).containsExactly("c1");
        assertThat(builds.take().orElseThrow().text()).isEqualTo("c2");
    }

    /// The test's own thread moves the time that it waits for.
    @Test
    void what_does_not_end_while_its_worker_drains_is_interrupted_and_given_back() {
        Instant begun = kit.now();
        WillowWorker worker = worker().drainPatience(Duration.ofMinutes(2)).start(item -> {
            try {
                kit.sleep(Duration.ofHours(1));
            } catch (InterruptedException stopped) {
                log.add("interrupted after " + Duration.between(begun, kit.now()));
                throw stopped;
            }
            return Outcome.DONE;
        });
        builds.push("main", "c1");
        kit.settle();
        worker.close();
        assertThat(log).containsExactly("interrupted after PT2M");
        assertThat(builds.take().orElseThrow().attempt()).as("no attempt is used").isEqualTo(1);
    }

    @Test
    void a_handler_hears_in_time_that_its_item_is_lost() {
        try (WillowWorker _ = worker().start(item -> {
            try {
                kit.sleep(Duration.ofHours(1));
            } catch (InterruptedException lost) {
                log.add("lost");
            }
            return Outcome.FAILED;
        })) {
            builds.push("main", "c1", 0);
            kit.settle();
            kit.willowAway();
            kit.advance(Builds.TIMEOUT);
            assertThat(log).containsExactly("lost");
            kit.willowBack();
            kit.advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_handler_may_wait_for_the_test() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        try (WillowWorker _ = worker().start(item -> {
            kit.notWaitedFor(() -> {
                opened.await();
                return true;
            });
            log.add(item.text());
            return Outcome.DONE;
        })) {
            builds.push("main", "c1");
            kit.advance(Duration.ofHours(1));
            assertThat(log).isEmpty();
            opened.countDown();
            kit.settle();
            assertThat(log).containsExactly("c1");
        }
    }

    @Test
    void a_worker_goes_on_when_willow_is_back() {
        try (WillowWorker _ = worker().start(item -> {
            log.add(item.text());
            return Outcome.DONE;
        })) {
            builds.push("main", "c1");
            kit.settle();
            kit.willowAway();
            kit.advance(Duration.ofMinutes(10));
            kit.willowBack();
            builds.push("main", "c2");
            kit.advance(Duration.ofSeconds(5));
            assertThat(log).containsExactly("c1", "c2");
        }
    }
}
