package dev.willow.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.testing.docs.Snippets;
import dev.willow.testkit.WillowTestKit;
import dev.willow.testkit.guide.BuildAgent.Builder;
import dev.willow.testkit.junit.WillowTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the guide about testing shows, and that it shows just this.
// snippet
@WillowTest
class BuildAgentTest {
    private final List<String> built = new CopyOnWriteArrayList<>();

    @BeforeEach
    void queue(WillowClient willow) {
        willow.createQueue(QueueSpec.of("builds", 50));
    }

    @Test
    void a_pushed_commit_is_built(WillowTestKit kit, WillowClient willow) {
        try (BuildAgent agent = new BuildAgent(willow, built::add)) {
            willow.enqueue("builds", commit("c1"));
            kit.settle();
            assertThat(built).containsExactly("c1");
            assertThat(agent.failures()).isZero();
        }
    }
    // end of snippet

    // snippet
    @Test
    void a_build_that_takes_an_hour_is_not_built_twice(WillowTestKit kit, WillowClient willow) {
        Builder slow = commit -> {
            kit.sleep(Duration.ofHours(1));
            built.add(commit);
        };
        try (BuildAgent first = new BuildAgent(willow, slow); BuildAgent second = new BuildAgent(willow, slow)) {
            willow.enqueue("builds", commit("c1"));
            kit.advance(Duration.ofHours(2));
            assertThat(built).containsExactly("c1");
            assertThat(first.failures() + second.failures()).isZero();
        }
    }

    @Test
    void a_commit_whose_agent_died_is_built_by_another(WillowTestKit kit, WillowClient willow) {
        willow.enqueue("builds", commit("c1"));
        willow.dequeue("builds", DequeueRequest.ANY, Duration.ZERO); // and no heartbeat ever
        try (BuildAgent agent = new BuildAgent(willow, built::add)) {
            kit.advance(Duration.ofSeconds(29));
            assertThat(built).isEmpty();
            kit.advance(Duration.ofSeconds(1));
            assertThat(built).containsExactly("c1");
            assertThat(agent.failures()).isZero();
        }
    }
    // end of snippet

    // snippet
    @Test
    void a_deployment_waits_for_the_one_before(WillowTestKit kit, LockerClient locker) {
        Locks locks = new Locks(locker);
        LockRequest production = LockRequest.on(KeyValues.of("deploy", Value.text("production")));
        HeldLock first = locks.acquire(production, Duration.ZERO);
        CompletableFuture<HeldLock> next = kit.async(() -> locks.acquire(production, Duration.ofMinutes(5)));
        kit.advance(Duration.ofMinutes(4));
        assertThat(next).isNotDone();

        first.close();
        kit.settle();
        assertThat(next.join().fencingToken()).isGreaterThan(first.fencingToken());
    }
    // end of snippet

    // snippet
    @Test
    void a_branch_is_built_once_at_a_time(WillowTestKit kit, WillowClient willow, LimiterClient limiter) {
        limiter.createRule(new LimitSpec(
                new LimitDefinition(Optional.of("one per branch"), KeyPatterns.of(Map.of("branch", ValuePattern.ANY))),
                new LimitProperties(1L, false)));
        Builder slow = commit -> {
            kit.sleep(Duration.ofMinutes(10));
            built.add(commit);
        };
        try (BuildAgent first = new BuildAgent(willow, slow); BuildAgent second = new BuildAgent(willow, slow)) {
            willow.enqueue("builds", commit("c1"));
            willow.enqueue("builds", commit("c2"));
            kit.advance(Duration.ofMinutes(19));
            assertThat(built).containsExactly("c1");
            kit.advance(Duration.ofMinutes(1));
            assertThat(built).containsExactly("c1", "c2");
            assertThat(first.failures() + second.failures()).isZero();
        }
    }
    // end of snippet

    // snippet
    @Test
    void an_agent_survives_that_willow_is_away(WillowTestKit kit, WillowClient willow) {
        try (BuildAgent agent = new BuildAgent(willow, built::add)) {
            kit.willowAway();
            assertThatThrownBy(() -> willow.enqueue("builds", commit("c1"))).isInstanceOf(UnavailableException.class);
            kit.advance(Duration.ofMinutes(10));
            kit.willowBack();
            willow.enqueue("builds", commit("c1"));
            kit.advance(Duration.ofSeconds(5));
            assertThat(built).containsExactly("c1");
            assertThat(agent.failures()).isZero();
        }
    }
    // end of snippet

    private static ItemSpec commit(String name) {
        return ItemSpec.of(KeyValues.of("branch", Value.text("main")), new ItemProperties(
                name.getBytes(StandardCharsets.UTF_8), false, 3, RetryPosition.FRONT, Duration.ofSeconds(30)));
    }

    @Test
    void the_guide_shows_what_runs_here() {
        Snippets.of(Path.of("../docs/guides", "test-your-code.md"), "java").areIn(Snippets.sourceOf(BuildAgentTest.class));
    }
}
