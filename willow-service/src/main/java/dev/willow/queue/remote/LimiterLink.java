package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.News;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the one call open that waits for news of room, and by it knows whether the Limiter is there.
///
/// ```
///           reached: ask for a cursor, list our leases, have the machine say what is to be repaired
///  away ──────────────────────────────────────────────────────────────────► repairing
///   ▲ ▲                                                                        │ repaired
///   │ └──────────────────── no answer, here or in a lane ◄─────────────────────┤
///   └────────────────────── no answer, here or in a lane ◄──── there ◄─────────┘
///                                                               │ ▲
///                                             news was missed ──┘ └── repaired again, while serving goes on
/// ```
///
/// The cursor is older than the list, so no room that is made from then on can be missed.
final class LimiterLink {
    private static final Logger LOG = LoggerFactory.getLogger(LimiterLink.class);

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread thread;
    private boolean isAway = true;
    private boolean mustBeginAnew;
    private boolean wasLost;
    private CompletableFuture<Void> repair = new CompletableFuture<>();

    /// Whom the link tells, on any thread.
    interface Listener {
        /// @param repaired to be completed when the machine's repairs are done
        void listed(List<Lease> leases, CompletableFuture<Void> repaired);

        /// Before [#listed]: changes may be sent.
        void reached();

        /// Repairs are done.
        void back();

        void lost();

        void news(News news);
    }

    LimiterLink(LimiterPort limiter, LinkSettings settings, Listener listener) {
        this.limiter = limiter;
        this.settings = settings;
        this.listener = listener;
    }

    /// Begins, or begins anew because the machine has forgotten what it knew.
    synchronized void reconcile() {
        if (closed.getCount() == 0) return;
        if (thread == null) {
            thread = Thread.ofVirtual().name("limiter-room").start(this::run);
        } else {
            mustBeginAnew = true;
            repair.cancel(false);
            thread.interrupt();
        }
    }

    /// A call was not answered. Told here by the lanes.
    void broken() {
        synchronized (this) {
            if (isAway || closed.getCount() == 0) return;
            isAway = true;
            wasLost = true;
            mustBeginAnew = true;
            repair.cancel(false);
            if (Thread.currentThread() != thread) thread.interrupt();
        }
        LOG.warn("the Limiter is away");
        listener.lost();
    }

    synchronized void close() {
        closed.countDown();
        repair.cancel(false);
        if (thread != null) thread.interrupt();
    }

    private void run() {
        Duration pause = settings.firstPause();
        while (closed.getCount() > 0) {
            if (takeLoss()) {
                await(pause);
                pause = longer(pause);
            }
            try {
                String cursor = begin();
                pause = settings.firstPause();
                follow(cursor);
            } catch (UnreachableException failed) {
                LOG.debug("the Limiter cannot be reached: {}", failed.getMessage());
                lost();
            } catch (InterruptedCall _) {
                LOG.debug("the link to the Limiter begins anew");
            }
        }
    }

    private void lost() {
        synchronized (this) {
            wasLost = true;
        }
        broken();
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(settings.longestPause()) < 0 ? twice : settings.longestPause();
    }

    /// Interrupts of before were meant for what has ended.
    ///
    /// @return whether it ended because the Limiter did not answer
    private synchronized boolean takeLoss() {
        if (closed.getCount() > 0) Thread.interrupted();
        boolean was = wasLost;
        wasLost = false;
        mustBeginAnew = false;
        return was;
    }

    private synchronized void continueOnly() {
        if (mustBeginAnew || closed.getCount() == 0) throw new InterruptedCall(null);
    }

    /// @return where the news goes on
    private String begin() {
        News start = limiter.listen(Optional.empty());
        List<Lease> leases = limiter.leases();
        CompletableFuture<Void> mine = new CompletableFuture<>();
        synchronized (this) {
            continueOnly();
            repair = mine;
            isAway = false;
        }
        listener.reached();
        listener.listed(leases, mine);
        awaitRepair(mine);
        continueOnly();
        LOG.info("the Limiter is there, and agrees on {} leases", leases.size());
        listener.back();
        return start.cursor();
    }

    private void awaitRepair(CompletableFuture<Void> mine) {
        try {
            mine.get();
        } catch (InterruptedException interrupted) {
            throw new InterruptedCall(interrupted);
        } catch (ExecutionException | CancellationException broken) {
            throw new UnreachableException("the repair was not finished", broken);
        }
    }

    private void follow(String cursor) {
        String after = cursor;
        while (true) {
            continueOnly();
            News news = listen(after);
            listener.news(news);
            if (news.isMissed()) {
                LOG.info("news of room was missed");
                return; // begins anew, while serving goes on
            }
            after = news.cursor();
        }
    }

    /// Tries twice: a connection may break while nothing is wrong with the Limiter.
    private News listen(String after) {
        try {
            return limiter.listen(Optional.of(after));
        } catch (UnreachableException _) {
            continueOnly();
            return limiter.listen(Optional.of(after));
        }
    }

    private void await(Duration pause) {
        try {
            closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            LOG.trace("told to hurry");
        }
    }
}
