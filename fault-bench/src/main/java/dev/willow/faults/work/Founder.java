package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.faults.history.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes queues, fills them a little, takes an item or two, and deletes the queues with all that is in them.
final class Founder extends Worker {
    private static final int MOST_ITEMS = 5;
    private final String name;
    private final WillowClient willow;
    private final List<String> undeleted = new ArrayList<>();
    private int founded;

    Founder(String name, WillowClient willow, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.name = name;
        this.willow = willow;
    }

    @Override
    void work() throws InterruptedException {
        String queue = name + "-" + founded++;
        try {
            willow.createQueue(QueueSpec.of(queue, random.nextBoolean() ? -1 : MOST_ITEMS));
            for (int i = random.nextInt(2 * MOST_ITEMS); i > 0; i--) {
                push(queue);
                if (random.nextInt(3) == 0) willow.dequeue(queue, DequeueRequest.ANY, upTo(200));
            }
        } catch (ClientException failed) {
            fate(failed, false);
        }
        whistle.pause(upTo(500));
        try {
            willow.deleteQueue(queue);
        } catch (ClientException failed) {
            if (fate(failed, true) == Fate.UNKNOWN) undeleted.add(queue);
        }
        whistle.pause(upTo(1_000));
    }

    private void push(String queue) {
        try {
            willow.enqueue(queue, ItemSpec.of(Queues.keyValues(Map.of("plot", "p" + random.nextInt(3), "pool", "small")),
                    new ItemProperties(new byte[10], random.nextBoolean(), 0, RetryPosition.FRONT, Duration.ofSeconds(2))));
        } catch (ClientException failed) {
            fate(failed, false);
        }
    }

    /// Queues that may still be there, because a call was not answered.
    List<String> undeleted() {
        return undeleted;
    }
}
