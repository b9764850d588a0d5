package dev.willow.queue.domain.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Situation;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import org.junit.jupiter.api.Test;

/// What is seen by whoever looks while the engine is amid a turn, between two of its steps.
class SituationsTest {
    private static final String CHANNEL = "repo=willow,os=linux";
    private static final KeyValues KEY_VALUES = KeyValues.of("repo", Value.text("willow"), "os", Value.text("linux"));

    private final Scene scene = Scene.withQueue();
    private final World world = scene.world;

    @Test
    void a_consumer_is_seen_at_each_step_from_its_arrival_to_its_place_in_line_and_back_there_after_a_refusal() {
        world.limiter.limit("repo", 0);
        scene.put(CHANNEL, "there");
        assertThat(isServed()).as("before anybody comes").isFalse();
        world.inOneTurn(() -> {
            scene.take("*");
            assertThat(isServed()).as("just arrived").isTrue();
        });
        assertThat(isServed()).as("being asked for").isTrue();
        world.limiterNext();
        world.inOneTurn(() -> {
            world.answerNext();
            assertThat(isServed()).as("just refused").isTrue();
        });
        assertThat(isServed()).as("in line").isTrue();
    }

    @Test
    void a_consumer_of_something_else_is_not_taken_for_one() {
        scene.put(CHANNEL, "there");
        world.inOneTurn(() -> {
            scene.take("repo=another");
            assertThat(isServed()).isFalse();
        });
    }

    private boolean isServed() {
        Situation situation = world.machine.situations().ofChannel(Scene.QUEUE, KEY_VALUES).orElseThrow();
        return situation.isAwaited() || situation.isAskedFor();
    }
}
