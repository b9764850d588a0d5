package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.Holding;
import dev.willow.faults.history.LostAnswer;
import dev.willow.faults.history.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// Takes items that are kept by heartbeats, and ends the work on them one way or the other.
final class Consumer extends Worker {
    static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final long LONGEST_WAIT_MILLIS = 3_000;
    private static final int PERCENT = 100;
    private static final int FAIL = 10;
    private static final int RELEASE = 15;
    private static final int LONG = 20;
    private final String queue;
    private final Items items;
    private final Witness witness;

    Consumer(WillowClient willow, String queue, Witness witness, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.queue = queue;
        this.items = Items.of(willow, queue);
        this.witness = witness;
    }

    @Override
    void work() throws InterruptedException {
        long asked = log.now();
        try {
            Optional<TakenItem> taken = items.take(DequeueRequest.ANY, upTo(LONGEST_WAIT_MILLIS));
            if (taken.isPresent()) hold(taken.get(), log.since(asked));
        } catch (ClientException failed) {
            fate(failed, false);
            log.add(new LostAnswer(queue, log.since(asked)));
            whistle.pause(upTo(500));
        }
    }

    private void hold(TakenItem item, Span call) throws InterruptedException {
        witness.taken(queue, item);
        try (item) {
            Tenure tenure = new Tenure(log, item);
            long work = random.nextInt(PERCENT) < LONG ? 2 * TIMEOUT.toMillis() : 200;
            tenure.keepFor(upTo(work), whistle);
            HandOut.Kind kind = kind();
            long from = log.now();
            Holding holding = new Holding(call, Math.max(call.to(), tenure.certainAt(from)));
            Fate fate = end(item, kind);
            HandOut.End end = new HandOut.End(kind, log.since(from), fate);
            log.add(new HandOut(queue, Queues.texts(item.keyValues()), item.text(), item.id(), item.fencingToken(), item.attempt(),
                    holding, end));
        }
    }

    private HandOut.Kind kind() {
        int dice = random.nextInt(PERCENT);
        return dice < FAIL ? HandOut.Kind.FAILED : dice < RELEASE ? HandOut.Kind.RELEASED : HandOut.Kind.SUCCEEDED;
    }

    private Fate end(TakenItem item, HandOut.Kind kind) {
        try {
            switch (kind) {
                case SUCCEEDED -> item.succeed();
                case FAILED -> item.fail();
                case RELEASED, LEFT -> item.release();
            }
            return Fate.DONE;
        } catch (ClientException failed) {
            return fate(failed, false);
        }
    }
}
