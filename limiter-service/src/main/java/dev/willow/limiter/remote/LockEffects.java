package dev.willow.limiter.remote;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.RequestId;
import dev.willow.kit.http.RequestIds;
import dev.willow.kit.trace.Traces;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import dev.willow.limiter.domain.LockNews;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Performs what the limit table asks of Locker, each call on a thread of its own.
public final class LockEffects implements EffectRunner<LimiterEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(LockEffects.class);

    private final LockerClient locker;
    private final LockCallSettings settings;
    private final Traces traces;
    private final Consumer<LockNews> tell;
    private final AtomicBoolean isAway = new AtomicBoolean();

    /// @param locker its ticker starts the threads
    /// @param tell   hands news to the table, on any thread
    public LockEffects(LockerClient locker, LockCallSettings settings, Traces traces, Consumer<LockNews> tell) {
        this.locker = locker;
        this.settings = settings;
        this.traces = traces;
        this.tell = tell;
    }

    @Override
    public void perform(LimiterEvent event) {
        if (event instanceof LockEffect effect) locker.ticker().start("locker-call", () -> call(effect));
    }

    private void call(LockEffect effect) {
        switch (effect) {
            case LimiterEvent.OpenSession(long attempt, RequestId neededBy) -> tell.accept(open(attempt, neededBy));
            case LimiterEvent.BeatSession(String session, long beat) -> tell.accept(beat(session, beat));
            case LimiterEvent.CloseSession(String session) -> close(session);
            case LimiterEvent.AcquireLock(String session, KeyValues lock, RequestId neededBy) ->
                    tell.accept(acquire(session, lock, neededBy));
            case LimiterEvent.ReleaseLock(String session, KeyValues lock, String lockId) ->
                    tell.accept(release(session, lock, lockId));
            case LimiterEvent.WatchContended(String session) -> tell.accept(watch(session));
        }
    }

    private LockNews open(long attempt, RequestId neededBy) {
        try {
            OpenSessionRequest request =
                    new OpenSessionRequest(Optional.of(settings.sessionTimeout()), Optional.of(settings.owner()));
            Session session = clientFor(neededBy).openSession(request);
            if (isAway.getAndSet(false)) LOG.info("Locker is back");
            LOG.info("opened session {} with Locker", session.sessionId());
            return new LockNews.SessionOpened(attempt, session.sessionId(), session.timeout());
        } catch (ClientException failed) {
            warn("no session with Locker", failed);
            return new LockNews.SessionNotOpened(attempt, reasonOf(failed));
        }
    }

    private LockNews beat(String session, long beat) {
        try {
            locker.heartbeatSession(session);
            return new LockNews.BeatAccepted(session, beat);
        } catch (ClientException failed) {
            warn("no heartbeat to Locker", failed);
            return isGone(failed) ? new LockNews.SessionLost(session) : new LockNews.BeatFailed(session, reasonOf(failed));
        }
    }

    private void close(String session) {
        try {
            locker.closeSession(session);
        } catch (ClientException failed) {
            LOG.debug("session {} was not closed: {}", session, failed.getMessage());
        }
    }

    private LockNews acquire(String session, KeyValues lock, RequestId neededBy) {
        LockProperties properties = new LockProperties(
                Optional.empty(), LockMode.EXCLUSIVE, Optional.empty(), Optional.of(session), Optional.of(settings.owner()));
        try {
            Lock granted = clientFor(neededBy).acquire(LockSpec.of(lock, properties), settings.lockWait());
            return new LockNews.LockGranted(session, lock, granted.state().lockId());
        } catch (NotGrantedException _) {
            return new LockNews.LockNotGranted(session, lock, "another Limiter did not give the lock of the group back in time");
        } catch (UnavailableException failed) {
            warn("no answer from Locker", failed);
            return failed.isEffectUnknown()
                    ? new LockNews.CallFailed(session, reasonOf(failed))
                    : new LockNews.LockNotGranted(session, lock, reasonOf(failed));
        } catch (ClientException failed) {
            warn("no lock from Locker", failed);
            return isGone(failed) ? new LockNews.SessionLost(session) : new LockNews.CallFailed(session, reasonOf(failed));
        }
    }

    private LockNews release(String session, KeyValues lock, String lockId) {
        try {
            locker.release(lockId, session);
            return new LockNews.LockReleased(session, lock);
        } catch (ClientException failed) {
            if (isGone(failed)) return new LockNews.LockReleased(session, lock);
            warn("a lock was not given back to Locker", failed);
            return new LockNews.CallFailed(session, reasonOf(failed));
        }
    }

    private LockNews watch(String session) {
        try {
            return new LockNews.Contended(session, locker.contended(session, settings.watch()));
        } catch (ClientException failed) {
            LOG.debug("the watch at Locker ended: {}", failed.getMessage());
            return isGone(failed) ? new LockNews.SessionLost(session) : new LockNews.WatchFailed(session);
        }
    }

    /// The client that sends the request's `X-Request-ID`, which from here on also stands in this thread's log lines.
    private LockerClient clientFor(RequestId request) {
        return traces.of(request)
                .map(id -> {
                    MDC.put(RequestIds.LOG_KEY, id);
                    return locker.withRequestId(id);
                })
                .orElse(locker);
    }

    /// Says it once until Locker is back: while it is away every addition would say it again.
    private void warn(String what, ClientException failed) {
        if (isAway.getAndSet(true)) LOG.debug("{}: {}", what, failed.getMessage());
        else LOG.warn("{}: {}", what, failed.getMessage());
    }

    private static boolean isGone(ClientException failed) {
        return failed instanceof RejectedException rejected
                && rejected.problem().kind()
                        .filter(kind -> kind == ProblemType.UNKNOWN_SESSION || kind == ProblemType.UNKNOWN_LOCK)
                        .isPresent();
    }

    /// For the caller of the Limiter: what failed, without where Locker is.
    private static String reasonOf(ClientException failed) {
        return switch (failed) {
            case UnavailableException _ -> "Locker cannot be reached or cannot serve now";
            default -> "Locker did not give the lock";
        };
    }
}
