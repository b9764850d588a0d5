package dev.willow.queue.remote;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.time.Ticker;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.Compared;
import dev.willow.queue.remote.LimiterPort.News;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the one call open that waits for news of room, and by it knows whether the Limiter is there.
///
/// ```
///           reached: ask for a cursor, compare leases, have the machine say what is to be repaired
///  away ──────────────────────────────────────────────────────────────────► repairing
///   ▲ ▲                                                                        │ repaired, and settled
///   │ └──────────────────── no answer, here or in a lane ◄─────────────────────┤
///   └────────────────────── no answer, here or in a lane ◄──── there ◄─────────┘
///                                                               │ ▲
///                                             news was missed ──┘ └── repaired again, while serving goes on
/// ```
///
/// The Limiter lists its leases only if their digest is not what it should be. The cursor is older than the list, so no room that is made from then on can be missed.
///
/// What was asked before, perhaps by a process that is no more, the Limiter may carry out only now, such as when it had to wait for a
/// lock. Nobody else would know of that. So once it is there our leases are compared again, after ever longer pauses, until no call of
/// before can be under way any more.
final class LimiterLink {
    private static final Logger LOG = LoggerFactory.getLogger(LimiterLink.class);

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Ticker ticker;
    private final Listener listener;

    // What follows is guarded by this object. No call is made and nobody is told while it is locked.
    private Attempt attempt = new Attempt();
    private Duration nextPause;
    /// Since when the Limiter runs that was settled last.
    private Optional<Long> settledRun = Optional.empty();
    private boolean isAway = true;
    private boolean isClosed;

    /// Whom the link tells, on any thread.
    interface Listener {
        /// The leases that the Limiter is to have. Completed on any thread, or never.
        CompletableFuture<LeaseDigest> expected();

        /// @param leases   what the Limiter has; empty if exactly what was [#expected]
        /// @param repaired to be completed when the machine's repairs are done
        void compared(Optional<List<Lease>> leases, CompletableFuture<Void> repaired);

        /// Before [#compared]: changes may be sent.
        void reached();

        /// Repairs are done.
        void back();

        void lost();

        void news(News news);
    }

    LimiterLink(LimiterPort limiter, LinkSettings settings, Ticker ticker, Listener listener) {
        this.limiter = limiter;
        this.settings = settings;
        this.ticker = ticker;
        this.listener = listener;
        this.nextPause = settings.firstPause();
    }

    /// Begins, or begins anew because the machine has forgotten what it knew.
    void reconcile() {
        Attempt next = new Attempt();
        Attempt ended;
        synchronized (this) {
            if (isClosed) return;
            ended = attempt;
            attempt = next;
        }
        ended.end();
        next.begin();
    }

    /// A call was not answered. Told here by the lanes.
    void broken() {
        Attempt broken;
        synchronized (this) {
            if (isAway) return;
            broken = attempt;
        }
        broken.fail();
    }

    void close() {
        synchronized (this) {
            isClosed = true;
        }
        attempt.end();
    }

    /// One try to reach the Limiter and, once it is there, all that is heard of it. When another takes its place, what this one waits for
    /// is cancelled, and counts no more if it comes nevertheless.
    private final class Attempt {
        private CompletableFuture<?> awaited = CompletableFuture.completedFuture(null);
        private Ticker.Alarm nextComparison = () -> {};

        void begin() {
            await(limiter.listen(Optional.empty()), start -> await(listener.expected(), ours ->
                    await(limiter.compare(ours), compared -> agree(ours, compared, start.cursor()))));
        }

        private void agree(LeaseDigest ours, Compared compared, String cursor) {
            CompletableFuture<Void> repaired = new CompletableFuture<>();
            boolean hasStartedAnew;
            synchronized (LimiterLink.this) {
                if (!isCurrent()) return;
                hasStartedAnew = !isAway && !compared.run().equals(settledRun);
                if (!hasStartedAnew) isAway = false;
            }
            if (hasStartedAnew) { // nobody noticed; but what it answered last it may have forgotten, so nobody is served from that
                fail();
                return;
            }
            listener.reached();
            listener.compared(compared.leases(), repaired);
            await(repaired, _ -> {
                if (compared.run().isEmpty()) settled(ours, compared, cursor);
                else await(limiter.settle(compared.run().get()), _ -> settled(ours, compared, cursor));
            });
        }

        private void settled(LeaseDigest ours, Compared compared, String cursor) {
            LOG.info("the Limiter is there, and agrees on {} leases", ours.leases());
            listener.back();
            synchronized (LimiterLink.this) {
                nextPause = settings.firstPause();
                settledRun = compared.run();
            }
            follow(cursor);
            compareAgain(settings.doubtInterval(), settings.doubt());
        }

        /// A comparison that fails is made again, and serving goes on: whether the Limiter is there, other calls tell.
        ///
        /// @param left how long a call of before may still be under way
        private void compareAgain(Duration pause, Duration left) {
            if (!left.isPositive()) return;
            Ticker.Alarm alarm = ticker.after(pause, () -> ifCurrent(() ->
                    Answers.on(listener.expected().thenCompose(limiter::compare), compared -> ifCurrent(() -> {
                        listener.compared(compared.leases(), new CompletableFuture<>());
                        compareAgain(pause.multipliedBy(2), left.minus(pause));
                    }), _ -> ifCurrent(() -> compareAgain(pause, left)))));
            synchronized (LimiterLink.this) {
                nextComparison.cancel();
                nextComparison = alarm;
            }
        }

        void end() {
            awaited.cancel(true);
            nextComparison.cancel();
        }

        /// Tries twice: a connection may break while nothing is wrong with the Limiter.
        private void follow(String cursor) {
            await(limiter.listen(Optional.of(cursor)), this::heard, _ -> await(limiter.listen(Optional.of(cursor)), this::heard));
        }

        private void heard(News news) {
            listener.news(news);
            if (!news.isMissed()) {
                follow(news.cursor());
                return;
            }
            LOG.info("news of room was missed");
            begin(); // while serving goes on
        }

        /// The Limiter did not answer: after a pause it is tried again.
        void fail() {
            Attempt next = new Attempt();
            Duration pause;
            boolean wasThere;
            synchronized (LimiterLink.this) {
                if (!isCurrent()) return;
                attempt = next;
                wasThere = !isAway;
                isAway = true;
                pause = nextPause;
                nextPause = min(pause.multipliedBy(2), settings.longestPause());
            }
            end();
            if (wasThere) {
                LOG.warn("the Limiter is away");
                listener.lost();
            }
            next.await(pauseOf(pause), _ -> next.begin());
        }

        private <T> void await(CompletableFuture<T> event, Consumer<T> then) {
            await(event, then, failure -> {
                LOG.debug("the Limiter cannot be reached: {}", failure.getMessage());
                fail();
            });
        }

        private <T> void await(CompletableFuture<T> event, Consumer<T> then, Consumer<Throwable> otherwise) {
            boolean isWanted;
            synchronized (LimiterLink.this) {
                isWanted = isCurrent();
                if (isWanted) awaited = event;
            }
            if (!isWanted) event.cancel(true);
            else Answers.on(event, value -> ifCurrent(() -> then.accept(value)), failure -> ifCurrent(() -> otherwise.accept(failure)));
        }

        private void ifCurrent(Runnable next) {
            synchronized (LimiterLink.this) {
                if (!isCurrent()) return;
            }
            next.run();
        }

        private boolean isCurrent() {
            return attempt == this && !isClosed;
        }
    }

    private CompletableFuture<Void> pauseOf(Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Ticker.Alarm alarm = ticker.after(length, () -> over.complete(null));
        over.whenComplete((_, _) -> alarm.cancel());
        return over;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
