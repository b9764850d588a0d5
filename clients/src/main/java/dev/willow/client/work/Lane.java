package dev.willow.client.work;

import dev.willow.client.hold.TakenItem;
import dev.willow.common.time.Ticker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One of the threads of a worker. It works on one item at a time.
final class Lane {
    private enum Phase { TAKING, WORKING, ENDED }

    private final Work work;
    private final String name;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Optional<Thread> thread = Optional.empty();
    private Phase phase = Phase.TAKING;
    private boolean takesMore = true;

    Lane(Work work, String name) {
        this.work = work;
        this.name = name;
    }

    void start(Ticker ticker) {
        ticker.start("willow-worker-" + name, this::run);
    }

    /// Completes when it takes no more and nothing is in work.
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Takes no further item. What is in work goes on. Interrupts the taking but once: what follows then, asking whether an item was on its way
    /// and giving it back, must not be cut off.
    synchronized void takeNoMore() {
        if (!takesMore) return;
        takesMore = false;
        if (phase == Phase.TAKING) thread.ifPresent(Thread::interrupt);
    }

    /// Interrupts what is in work.
    synchronized void stop() {
        takeNoMore();
        if (phase == Phase.WORKING) thread.ifPresent(Thread::interrupt);
    }

    private void run() {
        synchronized (this) {
            thread = Optional.of(Thread.currentThread());
        }
        try {
            takeAndWork();
        } finally {
            synchronized (this) {
                phase = Phase.ENDED;
            }
            ended.complete(null);
        }
    }

    private void takeAndWork() {
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
