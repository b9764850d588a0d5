package dev.willow.faults.fault;

import dev.willow.client.ClientException;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.faults.scene.Scene;
import dev.willow.faults.work.Desk;
import dev.willow.testing.process.Service;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Large things to be written, until a service takes no more. They pass by themselves, but for the items, which are in a queue of
/// their own.
public final class Flood implements AutoCloseable {
    public static final String QUEUE = "flood";
    private static final int MOST = 80;
    private static final int BYTES = 200_000;
    private static final int PAIRS = 50;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);
    private final Desk desk;
    private int poured;

    public Flood(Scene scene) {
        desk = Desk.at(scene::uriOf, RetryPolicy.NONE, ANSWER);
    }

    void pour(Service service) {
        try {
            if (service == Service.WILLOW) createQueue();
            for (int i = 0; i < MOST; i++) pourOnce(service);
        } catch (ClientException full) {
            // as wanted
        }
    }

    private void createQueue() {
        try {
            desk.willow().createQueue(QueueSpec.of(QUEUE, -1));
        } catch (NotGrantedException | RejectedException there) {
            // from the time before
        }
    }

    private void pourOnce(Service service) {
        switch (service) {
            case LOCKER -> desk.locker().acquire(LockSpec.of(large(), new LockProperties(
                    Optional.of(SOON), null, Optional.empty(), Optional.empty(), Optional.empty())), Duration.ZERO);
            case LIMITER -> desk.limiter().change(
                    CounterSpec.of(large(), 1, Optional.of(new Lease("flood-" + poured, SOON))), Duration.ZERO);
            case WILLOW -> desk.willow().enqueue(QUEUE, ItemSpec.of(KeyValues.of("flood", Value.text("flood")),
                    new ItemProperties(new byte[BYTES], false, 0, RetryPosition.FRONT, SOON)));
        }
    }

    private KeyValues large() {
        Map<String, Value> pairs = new HashMap<>();
        pairs.put("flood", Value.text("f" + poured++));
        for (int i = 0; i < PAIRS; i++) pairs.put("k" + i, Value.text("x".repeat(BYTES / PAIRS)));
        return KeyValues.of(pairs);
    }

    @Override
    public void close() {
        desk.close();
    }
}
