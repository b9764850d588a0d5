package dev.willow.client.demo;

import dev.willow.client.ClientException;
import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Keeps the items in hand: about every third of their time-out each gets a heartbeat, all from one timer.
final class Heartbeats implements AutoCloseable {
    private final WillowClient willow;
    private final String queue;
    private final long everyMillis;
    private final LongAdder sent = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });

    /// @param itemTimeout how long an item lasts without a heartbeat
    Heartbeats(WillowClient willow, String queue, Duration itemTimeout) {
        this.willow = willow;
        this.queue = queue;
        this.everyMillis = itemTimeout.toMillis() / 3;
    }

    /// Keeps an item until the answer is closed.
    ///
    /// @param worker interrupted when the item is lost
    Beating keep(Item item, Thread worker) {
        return new Beating(item, worker);
    }

    long sent() {
        return sent.sum();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /// The heartbeats of one item.
    final class Beating implements AutoCloseable {
        private final HeartbeatRequest beat;
        private final Thread worker;
        private final ScheduledFuture<?> beats;
        private boolean closed;
        private boolean lost;

        private Beating(Item item, Thread worker) {
            this.beat = new HeartbeatRequest(item.state().id(), Optional.empty(), item.state().fencingToken());
            this.worker = worker;
            // The call itself is made on a virtual thread: one slow answer must not hold up the beats of the others.
            beats = timer.scheduleAtFixedRate(
                    () -> Thread.ofVirtual().start(this::send), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }

        private void send() {
            try {
                willow.heartbeat(queue, beat);
                sent.increment();
            } catch (RejectedException gone) {
                lose();
            } catch (ClientException away) {
                // The next beat may get through before the time-out is over.
            }
        }

        private synchronized void lose() {
            if (closed) return; // the worker is on to its next item
            lost = true;
            worker.interrupt();
        }

        synchronized boolean isLost() {
            return lost;
        }

        @Override
        public synchronized void close() {
            closed = true;
            beats.cancel(false);
            if (lost) Thread.interrupted(); // meant for this item, not for the next
        }
    }
}
