package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.HandOut;
import dev.willow.faults.history.Holding;
import dev.willow.faults.history.LostAnswer;
import dev.willow.faults.history.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/// A consumer without heartbeats, which now and then dies with an item in hand: it never says a word of it again.
final class Mortal extends Worker {
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final int PERCENT = 100;
    private final WillowClient willow;
    private final boolean asksOnce;
    private final String queue;
    private final int dies;

    /// @param asksOnce whether the client makes each call but once
    /// @param dies     how often of 100 times
    Mortal(WillowClient willow, boolean asksOnce, String queue, int dies, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.willow = willow;
        this.asksOnce = asksOnce;
        this.queue = queue;
        this.dies = dies;
    }

    @Override
    void work() throws InterruptedException {
        long asked = log.now();
        try {
            Optional<Item> item = willow.dequeue(queue, DequeueRequest.ANY, upTo(LONGEST_WAIT_MILLIS));
            if (item.isPresent()) hold(item.get(), log.since(asked));
        } catch (ClientException failed) {
            fate(failed, false);
            if (mayHaveBeenHeard(failed)) log.add(new LostAnswer(queue, log.since(asked)));
            whistle.pause(upTo(500));
        }
    }

    /// Where calls are made once it is known whether this one was sent at all.
    private boolean mayHaveBeenHeard(ClientException failed) {
        return !asksOnce || !(failed instanceof UnavailableException away) || away.isEffectUnknown();
    }

    private void hold(Item item, Span call) throws InterruptedException {
        long over = call.from() + item.spec().properties().timeoutDuration().toNanos();
        if (random.nextInt(PERCENT) < dies) {
            whistle.pause(upTo(Duration.ofSeconds(1).toMillis()));
            note(item, new Holding(call, over), new HandOut.End(HandOut.Kind.LEFT, log.since(log.now()), Fate.UNKNOWN));
            return;
        }
        whistle.pause(upTo(200));
        long from = log.now();
        HandOut.Kind kind = random.nextInt(4) == 0 ? HandOut.Kind.FAILED : HandOut.Kind.SUCCEEDED;
        Fate fate = Fate.DONE;
        try {
            willow.ack(queue, new AckRequest(item.state().id(), Optional.of(kind == HandOut.Kind.SUCCEEDED), false, Optional.empty(),
                    item.state().fencingToken()));
        } catch (ClientException failed) {
            fate = fate(failed, true);
        }
        note(item, new Holding(call, Math.min(over, from)), new HandOut.End(kind, log.since(from), fate));
    }

    private void note(Item item, Holding holding, HandOut.End end) {
        log.add(new HandOut(queue, Queues.texts(item.spec().definition().keyValues()),
                new String(item.spec().properties().item(), StandardCharsets.UTF_8), item.state().id(),
                item.state().fencingToken().orElseThrow(), item.state().attempt(), holding, end));
    }
}
