package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.DequeueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AwayTest {
    @AutoClose
    private final WillowTestKit kit = WillowTestKit.start();

    private final Builds builds = Builds.in(kit);

    @Test
    void willow_refuses_while_the_limiter_is_away_and_serves_again_when_it_is_back() {
        kit.limiterAway();
        assertThatThrownBy(() -> builds.push("main", "c1"))
                .asInstanceOf(type(UnavailableException.class))
                .satisfies(away -> assertThat(away.retryAfter()).isPresent());
        kit.advance(Duration.ofMinutes(10));
        assertThatThrownBy(builds::take).isInstanceOf(UnavailableException.class);

        kit.limiterBack();
        kit.advance(Duration.ofSeconds(2));
        builds.push("main", "c1");
        assertThat(builds.take()).isPresent();
    }

    @Test
    void the_limiter_refuses_what_is_limited_while_locker_is_away() {
        builds.oneAtATime();
        builds.push("main", "c1");
        kit.lockerAway();
        assertThatThrownBy(builds::take).isInstanceOf(UnavailableException.class);
        kit.advance(Duration.ofMinutes(10));
        kit.lockerBack();
        kit.advance(Duration.ofSeconds(2));
        assertThat(builds.take()).isPresent();
    }

    @Test
    void a_call_that_waits_breaks_off_when_its_service_goes_away() {
        CompletableFuture<?> taken = kit.async(() -> builds.take(Duration.ofMinutes(5)));
        kit.settle();
        kit.willowAway();
        assertThat(taken).isCompletedExceptionally();
        assertThatThrownBy(kit.willow()::checkHealth).isInstanceOf(UnavailableException.class);
        kit.willowBack();
        kit.willow().checkHealth();
    }

    @Test
    void a_client_that_asks_again_moves_the_time_of_its_pauses() {
        try (WillowClient patient = kit.newWillow().retries(RetryPolicy.forAsLongAs(Duration.ofMinutes(1))).build()) {
            Instant begun = kit.now();
            kit.willowAway();
            assertThatThrownBy(patient::queues).isInstanceOf(UnavailableException.class);
            assertThat(Duration.between(begun, kit.now())).isBetween(Duration.ofSeconds(55), Duration.ofMinutes(1));

            CompletableFuture<?> asked = kit.async(patient::queues);
            kit.advance(Duration.ofSeconds(30));
            assertThat(asked).isNotDone();
            kit.willowBack();
            kit.advance(Duration.ofSeconds(3));
            assertThat(asked).isCompleted();
        }
    }

    @Test
    void closing_one_client_leaves_the_others_their_calls() {
        CompletableFuture<?> taken = kit.async(() -> builds.take(Duration.ofMinutes(5)));
        WillowClient another = kit.newWillow().build();
        CompletableFuture<?> cut = kit.async(() -> another.dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ofMinutes(5)));
        kit.settle();
        another.close();
        kit.settle();
        assertThat(cut).isCompletedExceptionally();
        assertThat(taken).isNotDone();
        builds.push("main", "c1");
        kit.settle();
        assertThat(taken).isCompleted();
    }
}
