package dev.willow.queue.domain.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Limiter starts anew without the leases that it answered last, while what they were asked for is on its way to Willow's log.
class ForgetfulLimiterTest {
    private static final String CHANNEL = "repo=willow,os=linux";

    private final Scene scene = Scene.withQueue(new Capacity.AtMost(5));
    private final World world = scene.world;

    @ParameterizedTest
    @ValueSource(strings = {"enqueue", "dequeue"})
    void a_lease_is_told_again_before_an_item_stands_for_it(String doing) {
        scene.put(CHANNEL, "there");
        List<Lease> before = List.copyOf(world.limiter.leases());
        if (doing.equals("enqueue")) scene.push(CHANNEL, "new", Scene.fixed());
        else scene.takeNow("*");
        world.limiterNext();
        world.answerNext();
        assertThat(world.hasLog()).as("it is on its way to the log").isTrue();
        List<Lease> answered = List.copyOf(world.limiter.leases());
        assertThat(answered).hasSize(before.size() + 1);

        world.loseLimiter();
        for (Lease lease : answered) if (!before.contains(lease)) world.limiter.remove(lease);
        assertThat(world.machine.leases()).as("what the Limiter should have").isEqualTo(digest(answered));
        world.regainLimiter();
        while (world.limiterNext() || world.answerNext()) continue;

        assertThat(world.hasLog()).as("it is still on its way").isTrue();
        assertThat(world.limiter.leases()).containsExactlyInAnyOrderElementsOf(answered);
        world.runToQuiet();
        assertThat(world.limiter.leases()).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(world.machine.leases()).isEqualTo(digest(answered));
    }

    /// The answer was on its way for so long that another Limiter is there by now, which knows nothing of it.
    @ParameterizedTest
    @ValueSource(strings = {"enqueue", "dequeue"})
    void an_answer_of_before_the_limiter_was_lost_is_not_relied_on(String doing) {
        scene.put(CHANNEL, "there");
        List<Lease> before = List.copyOf(world.limiter.leases());
        RequestId request = doing.equals("enqueue") ? scene.push(CHANNEL, "new", Scene.fixed()) : scene.takeNow("*");
        world.limiterNext();
        world.loseLimiter();
        for (Lease lease : List.copyOf(world.limiter.leases())) if (!before.contains(lease)) world.limiter.remove(lease);

        world.answerNext();
        assertThat(world.answer(request)).isInstanceOf(QueueEvent.Refused.class);
        assertThat(world.hasLog()).isFalse();
        world.regainLimiter();
        world.runToQuiet();
        assertThat(world.limiter.leases()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static LeaseDigest digest(List<Lease> leases) {
        LeaseDigest.Builder digest = new LeaseDigest.Builder();
        leases.forEach(lease -> digest.add(lease.counter(), lease.id()));
        return digest.build();
    }
}
