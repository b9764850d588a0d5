package dev.willow.limiter.remote;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.KeyValues;
import dev.willow.kit.http.RequestIds;
import dev.willow.limiter.remote.LockerFailure.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.MDC;

/// The calls to Locker over HTTP, each on a thread of its own.
public final class LockerCalls implements LockerPort {
    private final LockerClient client;
    private final LockCallSettings settings;

    /// @param client its ticker starts the threads
    public LockerCalls(LockerClient client, LockCallSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    @Override
    public CompletableFuture<Opened> open(Optional<String> requestId) {
        OpenSessionRequest request = new OpenSessionRequest(Optional.of(settings.sessionTimeout()), Optional.of(settings.owner()));
        return called(requestId, locker -> {
            Session session = locker.openSession(request);
            return new Opened(session.sessionId(), session.timeout());
        });
    }

    @Override
    public CompletableFuture<Void> beat(String session) {
        return run(locker -> locker.heartbeatSession(session));
    }

    @Override
    public CompletableFuture<Void> close(String session) {
        return run(locker -> locker.closeSession(session));
    }

    @Override
    public CompletableFuture<String> acquire(String session, KeyValues lock, Optional<String> requestId) {
        LockProperties properties = new LockProperties(
                Optional.empty(), LockMode.EXCLUSIVE, Optional.empty(), Optional.of(session), Optional.of(settings.owner()));
        LockSpec spec = LockSpec.of(lock, properties);
        return called(requestId, locker -> locker.acquire(spec, settings.lockWait()).state().lockId());
    }

    @Override
    public CompletableFuture<Void> release(String session, String lockId) {
        return run(locker -> locker.release(lockId, session));
    }

    @Override
    public CompletableFuture<List<String>> contended(String session) {
        return called(Optional.empty(), locker -> locker.contended(session, settings.watch()));
    }

    private CompletableFuture<Void> run(Consumer<LockerClient> call) {
        return called(Optional.empty(), locker -> {
            call.accept(locker);
            return null;
        });
    }

    private <T> CompletableFuture<T> called(Optional<String> requestId, Function<LockerClient, T> call) {
        return requestId.map(client::withRequestId).orElse(client).async(locker -> {
            requestId.ifPresent(id -> MDC.put(RequestIds.LOG_KEY, id)); // for the log lines of this thread
            try {
                return call.apply(locker);
            } catch (ClientException failed) {
                throw new LockerFailure(kindOf(failed), failed.getMessage(), failed);
            }
        });
    }

    private static Kind kindOf(ClientException failed) {
        return switch (failed) {
            case RejectedException rejected when isGone(rejected) -> Kind.GONE;
            case NotGrantedException _ -> Kind.NOT_GRANTED;
            case UnavailableException unavailable -> unavailable.isEffectUnknown() ? Kind.UNANSWERED : Kind.UNAVAILABLE;
            default -> Kind.BROKEN;
        };
    }

    private static boolean isGone(RejectedException rejected) {
        return rejected.problem().kind()
                .filter(kind -> kind == ProblemType.UNKNOWN_SESSION || kind == ProblemType.UNKNOWN_LOCK)
                .isPresent();
    }
}
