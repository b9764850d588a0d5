package dev.willow.simulation.service;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.remote.LockerFailure;
import dev.willow.limiter.remote.LockerFailure.Kind;
import dev.willow.limiter.remote.LockerPort;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.Refusal;
import dev.willow.locker.domain.SessionId;
import dev.willow.simulation.network.CallFailure;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.time.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// The Limiter's calls to Locker over the simulated network.
final class LockerWire implements LockerPort {
    private static final String OWNER = "limiter";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofMinutes(1);

    private final Network network;
    private final Life limiter;
    private final LockerService locker;

    LockerWire(Network network, Life limiter, LockerService locker) {
        this.network = network;
        this.limiter = limiter;
        this.locker = locker;
    }

    @Override
    public CompletableFuture<Opened> open(Optional<String> requestId) {
        return call("open session", Duration.ZERO, _ -> locker.open(SESSION_TIMEOUT, OWNER), event -> {
            var session = ((LockEvent.SessionOpened) event).session();
            return new Opened(session.id().value(), session.timeout());
        });
    }

    @Override
    public CompletableFuture<Void> beat(String session) {
        return call("keep session", Duration.ZERO, _ -> locker.keepSession(session), _ -> null);
    }

    @Override
    public CompletableFuture<Void> close(String session) {
        return call("close session", Duration.ZERO, _ -> locker.close(session), _ -> null);
    }

    @Override
    public CompletableFuture<String> acquire(String session, KeyValues lock, Optional<String> requestId) {
        return call("lock group", LOCK_WAIT,
                _ -> locker.acquire(
                        List.of(lock), Claim.EXCLUSIVE, Optional.of(session), Duration.ZERO, OWNER, LOCK_WAIT, Optional.empty()),
                event -> ((LockEvent.Granted) event).locks().getFirst().hold().id().value());
    }

    @Override
    public CompletableFuture<Void> release(String session, String lockId) {
        return call("unlock group", Duration.ZERO,
                _ -> locker.release(new LockId(lockId), new SessionId(session), Optional.empty()), _ -> null);
    }

    @Override
    public CompletableFuture<List<String>> contended(String session) {
        return call("watch session", WATCH, _ -> locker.contended(session, WATCH),
                event -> ((LockEvent.Contended) event).locks().stream().map(LockId::value).toList());
    }

    private <T> CompletableFuture<T> call(
            String what, Duration wait, Function<Life, Served<LockEvent>> serve, Function<LockEvent, T> read) {
        CompletableFuture<LockEvent> answer =
                network.call(limiter, locker::life, what, ANSWER_WITHIN.plus(wait), !wait.isZero(), serve);
        return answer.handle((event, failure) -> {
            if (failure != null) throw failureOf(failure);
            switch (event) {
                case LockEvent.Refused(var _, var refusal) -> throw new LockerFailure(kindOf(refusal), refusal.toString(), null);
                case LockEvent.Withdrawn(var _, var refusal) -> throw new LockerFailure(kindOf(refusal), refusal.toString(), null);
                default -> {
                    return read.apply(event);
                }
            }
        });
    }

    private static LockerFailure failureOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (!(cause instanceof CallFailure lost)) return new LockerFailure(Kind.BROKEN, cause.toString(), cause);
        return new LockerFailure(lost.isEffectUnknown() ? Kind.UNANSWERED : Kind.UNAVAILABLE, lost.getMessage(), lost);
    }

    /// As the problems of Locker's edge and the client library have it.
    private static Kind kindOf(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchSession _, Refusal.NoSuchLock _ -> Kind.GONE;
            case Refusal.NotGranted _ -> Kind.NOT_GRANTED;
            case Refusal.LineFull _, Refusal.TooManyWatchers _ -> Kind.UNAVAILABLE;
            case Refusal.OtherMaxHolders _, Refusal.WrongSession _ -> Kind.BROKEN;
        };
    }
}
