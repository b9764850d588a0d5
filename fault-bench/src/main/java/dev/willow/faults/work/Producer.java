package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.Push;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/// Pushes items to all queues.
final class Producer extends Worker {
    private static final long LONGEST_PAUSE_MILLIS = 150;
    private static final int CHANNELS = 4;
    private final String name;
    private final WillowClient willow;
    private int pushed;

    Producer(String name, WillowClient willow, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.name = name;
        this.willow = willow;
    }

    @Override
    void work() throws InterruptedException {
        String payload = name + "-" + pushed++;
        String number = Integer.toString(random.nextInt(CHANNELS));
        String pool = random.nextBoolean() ? "big" : "small";
        switch (Queues.ALL.get(random.nextInt(Queues.ALL.size()))) {
            case Queues.BUILDS -> push(Queues.BUILDS, Map.of("branch", "b" + number, "pool", pool), payload, false, Push.FOR_EVER);
            case Queues.PUSHES -> push(Queues.PUSHES, Map.of("repo", "r" + number, "pool", pool), payload, true, Push.FOR_EVER);
            default -> push(Queues.BRIEF, Map.of("job", "j" + number), payload, false, random.nextInt(3));
        }
        whistle.pause(upTo(LONGEST_PAUSE_MILLIS));
    }

    private void push(String queue, Map<String, String> channel, String payload, boolean updateable, int retries) {
        RetryPosition position = updateable || random.nextBoolean() ? RetryPosition.FRONT : RetryPosition.BACK;
        ItemSpec item = ItemSpec.of(Queues.keyValues(channel), new ItemProperties(
                payload.getBytes(StandardCharsets.UTF_8), updateable, retries, position, Consumer.TIMEOUT));
        long from = log.now();
        Fate fate = Fate.DONE;
        try {
            willow.enqueue(queue, item);
        } catch (ClientException failed) {
            fate = fate(failed, false);
        }
        log.add(new Push(queue, channel, payload, updateable, retries, log.since(from), fate));
    }
}
