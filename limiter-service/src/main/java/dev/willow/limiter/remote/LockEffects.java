package dev.willow.limiter.remote;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import dev.willow.limiter.domain.LockNews;
import dev.willow.limiter.remote.LockerFailure.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Performs what the limit table asks of Locker, and tells the table what came of it.
public final class LockEffects implements EffectRunner<LimiterEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(LockEffects.class);

    private final LockerPort locker;
    private final Function<RequestId, Optional<String>> requestIds;
    private final Consumer<LockNews> tell;
    private final AtomicBoolean isAway = new AtomicBoolean();

    /// @param requestIds the `X-Request-ID` of a request that is being worked on
    /// @param tell       hands news to the table, on any thread
    public LockEffects(LockerPort locker, Function<RequestId, Optional<String>> requestIds, Consumer<LockNews> tell) {
        this.locker = locker;
        this.requestIds = requestIds;
        this.tell = tell;
    }

    @Override
    public void perform(LimiterEvent event) {
        if (!(event instanceof LockEffect effect)) return;
        switch (effect) {
            case LimiterEvent.OpenSession(long attempt, RequestId neededBy) -> on(locker.open(requestIds.apply(neededBy)),
                    opened -> opened(attempt, opened), failed -> notOpened(attempt, failed));
            case LimiterEvent.BeatSession(String session, long beat) -> on(locker.beat(session),
                    _ -> new LockNews.BeatAccepted(session, beat), failed -> notKept(session, failed));
            case LimiterEvent.CloseSession(String session) -> locker.close(session).whenComplete((_, failed) -> {
                if (failed != null) LOG.debug("session {} was not closed: {}", session, failed.getMessage());
            });
            case LimiterEvent.AcquireLock(String session, var lock, RequestId neededBy) ->
                    on(locker.acquire(session, lock, requestIds.apply(neededBy)),
                            lockId -> new LockNews.LockGranted(session, lock, lockId), failed -> notGranted(session, lock, failed));
            case LimiterEvent.ReleaseLock(String session, var lock, String lockId) -> on(locker.release(session, lockId),
                    _ -> new LockNews.LockReleased(session, lock), failed -> notReleased(session, lock, failed));
            case LimiterEvent.WatchContended(String session) -> on(locker.contended(session),
                    lockIds -> new LockNews.Contended(session, lockIds), failed -> notWatched(session, failed));
        }
    }

    private <T> void on(CompletableFuture<T> answer, Function<T, LockNews> done, Function<LockerFailure, LockNews> otherwise) {
        answer.handle((value, failure) -> failure == null ? done.apply(value) : otherwise.apply(failureOf(failure)))
                .thenAccept(tell)
                .exceptionally(defect -> {
                    LOG.error("what Locker said could not be made use of", defect);
                    return null;
                });
    }

    private static LockerFailure failureOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof LockerFailure known ? known : new LockerFailure(Kind.BROKEN, cause.toString(), cause);
    }

    private LockNews opened(long attempt, LockerPort.Opened opened) {
        if (isAway.getAndSet(false)) LOG.info("Locker is back");
        LOG.info("opened session {} with Locker", opened.session());
        return new LockNews.SessionOpened(attempt, opened.session(), opened.timeout());
    }

    private LockNews notOpened(long attempt, LockerFailure failed) {
        warn("no session with Locker", failed);
        return new LockNews.SessionNotOpened(attempt, reasonOf(failed));
    }

    private LockNews notKept(String session, LockerFailure failed) {
        warn("no heartbeat to Locker", failed);
        return failed.kind() == Kind.GONE ? new LockNews.SessionLost(session) : new LockNews.BeatFailed(session, reasonOf(failed));
    }

    private LockNews notGranted(String session, KeyValues lock, LockerFailure failed) {
        if (failed.kind() != Kind.NOT_GRANTED) warn("no lock from Locker", failed);
        return switch (failed.kind()) {
            case NOT_GRANTED -> new LockNews.LockNotGranted(
                    session, lock, "another Limiter did not give the lock of the group back in time");
            case UNAVAILABLE -> new LockNews.LockNotGranted(session, lock, reasonOf(failed));
            case GONE -> new LockNews.SessionLost(session);
            case UNANSWERED, BROKEN -> new LockNews.CallFailed(session, reasonOf(failed));
        };
    }

    private LockNews notReleased(String session, KeyValues lock, LockerFailure failed) {
        if (failed.kind() == Kind.GONE) return new LockNews.LockReleased(session, lock);
        warn("a lock was not given back to Locker", failed);
        return new LockNews.CallFailed(session, reasonOf(failed));
    }

    private static LockNews notWatched(String session, LockerFailure failed) {
        LOG.debug("the watch at Locker ended: {}", failed.getMessage());
        return failed.kind() == Kind.GONE ? new LockNews.SessionLost(session) : new LockNews.WatchFailed(session);
    }

    /// Says it once until Locker is back: while it is away every addition would say it again.
    private void warn(String what, LockerFailure failed) {
        if (isAway.getAndSet(true)) LOG.debug("{}: {}", what, failed.getMessage());
        else LOG.warn("{}: {}", what, failed.getMessage());
    }

    /// For the caller of the Limiter: what failed, without where Locker is.
    private static String reasonOf(LockerFailure failed) {
        return switch (failed.kind()) {
            case UNAVAILABLE, UNANSWERED -> "Locker cannot be reached or cannot serve now";
            case GONE, NOT_GRANTED, BROKEN -> "Locker did not give the lock";
        };
    }
}
