package dev.willow.spring.listener;

import dev.willow.client.work.WillowWorker;
import dev.willow.common.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// The workers from one start to the next stop. The process stays alive meanwhile, though they work on virtual threads, which alone
/// would not keep it.
final class Shift {
    private static final Logger LOG = System.getLogger(Shift.class.getName());
    /// For what was interrupted to notice, and for its items to be given back.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Running> workers;
    private final Duration patience;
    private final Ticker ticker;
    private final CountDownLatch over = new CountDownLatch(1);

    record Running(String name, WillowWorker worker) {}

    private Shift(List<Running> workers, Duration patience, Ticker ticker) {
        this.workers = workers;
        this.patience = patience;
        this.ticker = ticker;
    }

    /// @param patience that the workers have with their work
    static Shift begin(List<Running> workers, Duration patience, Ticker ticker) {
        Shift shift = new Shift(workers, patience, ticker);
        Thread.ofPlatform().name("willow-listeners").start(shift::awaitEnd);
        return shift;
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException ended) {
            // somebody wants this process to end
        }
    }

    /// Has all workers drain at the same time. One whose work does not even heed the interrupt at the end of its patience is left behind:
    /// the application must be able to end.
    void end() {
        List<CompletableFuture<Void>> drains = workers.stream()
                .map(running -> CompletableFuture.runAsync(running.worker()::close, Thread::startVirtualThread)).toList();
        CompletableFuture<Void> drained = CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new));
        Ticker.Alarm tooLate = ticker.after(patience.plus(GRACE), () -> drained.complete(null));
        drained.join();
        tooLate.cancel();
        over.countDown();
        String late = workers.stream().filter(running -> !drains.get(workers.indexOf(running)).isDone())
                .map(Running::name).collect(Collectors.joining(", "));
        if (!late.isEmpty())
            LOG.log(Level.WARNING, "{0} did not end in time, not even when interrupted; the items will time out and be tried again", late);
    }
}
