package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LostException;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ItemsTest {
    private static final Duration NANO = Duration.ofNanos(1);

    @AutoClose
    private final WillowTestKit kit = WillowTestKit.start();

    private final Builds builds = Builds.in(kit);

    @Test
    void an_item_that_nobody_keeps_comes_back_when_its_time_is_over_and_not_before() {
        builds.push("main", "c1");
        Item first = kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO).orElseThrow();
        assertThat(first.state().attempt()).isEqualTo(1);

        kit.advance(Builds.TIMEOUT.minus(NANO));
        assertThat(kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO)).isEmpty();
        kit.advance(NANO);
        Item second = kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO).orElseThrow();
        assertThat(second.state().attempt()).isEqualTo(2);
        assertThat(second.state().id()).isEqualTo(first.state().id());
        assertThat(second.state().fencingToken().orElseThrow()).isGreaterThan(first.state().fencingToken().orElseThrow());
    }

    @Test
    void an_item_that_the_library_keeps_is_still_held_after_an_hour() {
        builds.push("main", "c1");
        try (TakenItem item = builds.take().orElseThrow()) {
            kit.advance(Duration.ofHours(1));
            assertThat(item.isHeld()).isTrue();
            assertThat(item.remaining()).isBetween(Builds.TIMEOUT.multipliedBy(2).dividedBy(3).minusSeconds(2), Builds.TIMEOUT);
            assertThat(builds.take()).isEmpty();
            item.succeed();
        }
        assertThat(kit.willow().channels(Builds.QUEUE, QueryRequest.EVERYTHING).things()).isEmpty();
    }

    /// By the time that is left of an item: each heartbeat gives it its whole time again. The first may leave earlier, so that items which
    /// were taken together are not kept together ever after. Each item has its own chance, so there are many.
    @Test
    void heartbeats_leave_after_a_quarter_to_a_third_of_the_time_out() {
        int items = 40;
        for (int i = 0; i < items; i++) builds.push("branch-" + i, "c1");
        List<Beats> all = IntStream.range(0, items).mapToObj(i -> new Beats(kit, builds.take().orElseThrow())).toList();
        for (int i = 0; i < 2000; i++) {
            all.forEach(Beats::look);
            kit.advance(Duration.ofMillis(50));
            all.forEach(Beats::compare);
        }
        Duration longest = Builds.TIMEOUT.dividedBy(3).plus(Builds.TIMEOUT.dividedBy(100)).plusMillis(100);
        Duration shortest = Builds.TIMEOUT.dividedBy(4).minus(Builds.TIMEOUT.dividedBy(100)).minusMillis(100);
        assertThat(all).allSatisfy(beats -> {
            assertThat(beats.pauses.removeFirst()).isLessThanOrEqualTo(longest);
            assertThat(beats.pauses).hasSizeBetween(8, 13).allSatisfy(pause -> assertThat(pause).isBetween(shortest, longest));
        });
    }

    /// Sees the heartbeats of an item by the time that it has left.
    private static final class Beats {
        final List<Duration> pauses = new ArrayList<>();
        private final WillowTestKit kit;
        private final TakenItem item;
        private Instant last;
        private Duration before;

        Beats(WillowTestKit kit, TakenItem item) {
            this.kit = kit;
            this.item = item;
            this.last = kit.now();
        }

        void look() {
            before = item.remaining();
        }

        void compare() {
            if (item.remaining().compareTo(before) < 0) return;
            pauses.add(Duration.between(last, kit.now()));
            last = kit.now();
        }
    }

    @Test
    void a_call_that_waits_ends_at_exactly_the_end_of_its_wait() {
        Instant begun = kit.now();
        CompletableFuture<Instant> ended = kit.async(() -> {
            assertThat(builds.take(Duration.ofMinutes(5))).isEmpty();
            return kit.now();
        });
        kit.advance(Duration.ofMinutes(5).minus(NANO));
        assertThat(ended).isNotDone();
        kit.advance(Duration.ofHours(2));
        assertThat(ended).isCompletedWithValue(begun.plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_call_that_waits_gets_what_comes_meanwhile() {
        CompletableFuture<Optional<TakenItem>> taken = kit.async(() -> builds.take(Duration.ofMinutes(5)));
        kit.advance(Duration.ofMinutes(1));
        builds.push("main", "c1");
        kit.settle();
        assertThat(taken).isCompletedWithValueMatching(item -> item.orElseThrow().text().equals("c1"));
    }

    @Test
    void a_caller_that_is_interrupted_has_left_at_once() throws Exception {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<Item> gotten = kit.async(() -> {
            caller.complete(Thread.currentThread());
            return kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ofMinutes(5)).orElseThrow();
        });
        kit.settle();
        caller.get().interrupt();
        kit.settle();
        assertThat(gotten).isCompletedExceptionally();
        builds.push("main", "c1");
        assertThat(builds.take()).as("what the one who left would have been handed").isPresent();
    }

    /// The library asks once more under the same key what became of its call, which must not wait for the clock.
    @Test
    void items_that_are_being_taken_when_their_taker_is_interrupted_are_given_back() throws Exception {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        Instant begun = kit.now();
        CompletableFuture<?> taken = kit.async(() -> {
            caller.complete(Thread.currentThread());
            return builds.take(Duration.ofMinutes(5));
        });
        kit.settle();
        caller.get().interrupt();
        kit.settle();
        assertThat(taken).isCompletedExceptionally();
        assertThat(kit.now()).isEqualTo(begun);
        builds.push("main", "c1");
        assertThat(builds.take().orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void a_holder_whose_heartbeats_do_not_arrive_learns_that_its_item_is_lost() {
        builds.push("main", "c1");
        TakenItem item = builds.take().orElseThrow();
        kit.willowAway();
        kit.advance(Builds.TIMEOUT);
        assertThat(item.isHeld()).isFalse();
        kit.willowBack();
        assertThatThrownBy(item::succeed).isInstanceOf(LostException.class);
        assertThat(builds.take().orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void a_heartbeat_by_hand_moves_the_end_of_an_item() {
        builds.push("main", "c1");
        Item item = kit.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ZERO).orElseThrow();
        kit.advance(Builds.TIMEOUT.minus(NANO));
        kit.willow().heartbeat(Builds.QUEUE, new HeartbeatRequest(item.state().id(), Optional.empty(), item.state().fencingToken()));
        kit.advance(Builds.TIMEOUT.minus(NANO));
        assertThat(builds.take()).isEmpty();
        kit.advance(NANO);
        assertThat(builds.take()).isPresent();
    }
}
