package dev.willow.client.work;

import dev.willow.client.hold.TakenItem;
import java.util.Optional;

/// One of the threads of a worker. It works on one item at a time. It is no task of a [dev.willow.common.time.Ticker], because it lives until the
/// worker is closed, and what it does is mostly its user's.
final class Lane {
    private enum Phase { TAKING, WORKING, ENDED }

    private final Work work;
    private final Thread thread;
    private Phase phase = Phase.TAKING;
    private boolean takesMore = true;

    Lane(Work work, String name) {
        this.work = work;
        this.thread = Thread.ofVirtual().name("willow-worker-" + name).unstarted(this::run);
    }

    Thread thread() {
        return thread;
    }

    /// Takes no further item. What is in work goes on.
    synchronized void takeNoMore() {
        takesMore = false;
        if (phase == Phase.TAKING) thread.interrupt();
    }

    /// Interrupts what is in work.
    synchronized void stop() {
        takeNoMore();
        if (phase == Phase.WORKING) thread.interrupt();
    }

    private void run() {
        while (mayTake()) {
            try {
                Optional<TakenItem> item = work.take();
                if (item.isEmpty()) continue;
                if (begins()) work.handle(item.get());
                else item.get().close(); // came in the moment in which no more were to be taken
            } catch (InterruptedException noMore) {
                // takesMore says so
            }
        }
        synchronized (this) {
            phase = Phase.ENDED;
        }
    }

    private synchronized boolean mayTake() {
        phase = Phase.TAKING;
        Thread.interrupted(); // was meant for the item before
        return takesMore;
    }

    private synchronized boolean begins() {
        Thread.interrupted(); // was meant for the taking
        if (takesMore) phase = Phase.WORKING;
        return takesMore;
    }
}
