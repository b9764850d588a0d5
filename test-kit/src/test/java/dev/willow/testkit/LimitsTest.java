package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LimitsTest {
    @AutoClose
    private final WillowTestKit kit = WillowTestKit.start();

    private final Builds builds = Builds.in(kit);

    @Test
    void a_limit_of_one_holds_the_second_build_back_and_explain_says_why() {
        builds.oneAtATime();
        builds.push("main", "c1");
        builds.push("main", "c2");
        TakenItem first = builds.take().orElseThrow();
        assertThat(builds.take()).isEmpty();

        Explanation why = kit.willow().explain(Builds.QUEUE, new ExplainRequest(
                Optional.of(Builds.branch("main")), Optional.empty(), Optional.empty(), List.of(), List.of()));
        assertThat(why.reasons().getFirst().code()).isEqualTo("limit-reached");
        assertThat(why.reasons().getFirst().rule()).contains("one per branch");
        assertThat(why.reasons().getFirst().items()).containsExactly(first.id());

        first.succeed();
        assertThat(builds.take().orElseThrow().text()).isEqualTo("c2");
    }

    /// Willow hears of the room that an ack made by the Limiter, after the ack was answered. A test need not know.
    @Test
    void a_build_that_was_held_back_can_be_taken_right_after_the_ack_of_the_one_before() {
        builds.oneAtATime();
        builds.push("main", "c0");
        for (int i = 0; i < 200; i++) {
            builds.push("main", "c" + (i + 1));
            TakenItem item = builds.take().orElseThrow();
            assertThat(item.text()).isEqualTo("c" + i);
            assertThat(builds.take()).isEmpty();
            item.succeed();
        }
    }

    /// All that a time-out leads to, through two services and back.
    @Test
    void who_waits_is_served_at_the_moment_at_which_the_build_before_times_out() {
        builds.oneAtATime();
        for (int i = 0; i < 50; i++) {
            builds.push("b" + i, "lost", 0);
            builds.push("b" + i, "next");
            kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO).orElseThrow();
            CompletableFuture<Optional<TakenItem>> next = kit.async(() -> builds.take(Duration.ofMinutes(5)));
            kit.advance(Builds.TIMEOUT.minusNanos(1));
            assertThat(next).isNotDone();
            kit.advance(Duration.ofNanos(1));
            assertThat(next).isCompletedWithValueMatching(item -> item.orElseThrow().text().equals("next"));
            next.join().orElseThrow().succeed();
        }
    }

    /// What was acked has left its place when the ack returns, so nothing need settle in between.
    @Test
    void the_next_build_can_be_taken_right_after_an_ack() {
        builds.oneAtATime();
        for (int i = 0; i < 100; i++) builds.push("main", "c" + i);
        for (int i = 0; i < 100; i++) {
            TakenItem item = builds.take().orElseThrow();
            assertThat(item.text()).isEqualTo("c" + i);
            item.succeed();
        }
    }

    @Test
    void who_waits_is_served_as_soon_as_a_limit_has_room() {
        builds.oneAtATime();
        builds.push("main", "c1");
        builds.push("main", "c2");
        TakenItem first = builds.take().orElseThrow();
        CompletableFuture<Optional<TakenItem>> second = kit.async(() -> builds.take(Duration.ofMinutes(5)));
        kit.advance(Duration.ofMinutes(1));
        assertThat(second).isNotDone();
        first.succeed();
        kit.settle();
        assertThat(second).isCompletedWithValueMatching(item -> item.orElseThrow().text().equals("c2"));
    }

    @Test
    void the_place_of_a_build_that_timed_out_is_free() {
        builds.oneAtATime();
        builds.push("main", "c1", 0);
        builds.push("main", "c2");
        kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO).orElseThrow();
        kit.advance(Builds.TIMEOUT);
        assertThat(builds.take().orElseThrow().text()).isEqualTo("c2");
        assertThat(running()).isEqualTo(1);
    }

    private long running() {
        return kit.limiter().counters(QueryRequest.EVERYTHING).things().stream()
                .filter(counter -> counter.spec().definition().keyValues().toMap().containsKey("_willow_running"))
                .count();
    }
}
