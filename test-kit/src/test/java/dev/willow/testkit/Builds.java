package dev.willow.testkit;

import static dev.willow.common.values.Value.text;

import dev.willow.client.hold.Items;
import dev.willow.client.hold.TakenItem;
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
import dev.willow.common.values.ValuePattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The queue `builds` of a kit, with a channel for each branch.
record Builds(WillowTestKit kit, String queue) {
    static final String QUEUE = "builds";
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    static Builds in(WillowTestKit kit) {
        return in(kit, QUEUE);
    }

    static Builds in(WillowTestKit kit, String queue) {
        kit.willow().createQueue(QueueSpec.of(queue, -1));
        return new Builds(kit, queue);
    }

    static KeyValues branch(String name) {
        return KeyValues.of("branch", text(name));
    }

    void push(String branch, String commit) {
        push(branch, commit, 3);
    }

    void push(String branch, String commit, int retries) {
        ItemProperties item =
                new ItemProperties(commit.getBytes(StandardCharsets.UTF_8), false, retries, RetryPosition.FRONT, TIMEOUT);
        kit.willow().enqueue(queue, ItemSpec.of(branch(branch), item));
    }

    /// Takes what there is at this moment.
    Optional<TakenItem> take() {
        return take(Duration.ZERO);
    }

    Optional<TakenItem> take(Duration patience) {
        return Items.of(kit.willow(), queue).take(DequeueRequest.ANY, patience);
    }

    void oneAtATime() {
        kit.limiter().createRule(new LimitSpec(
                new LimitDefinition(Optional.of("one per branch"), KeyPatterns.of(Map.of("branch", ValuePattern.ANY))),
                new LimitProperties(1L, false)));
    }
}
