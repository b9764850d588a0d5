package dev.willow.system;

import static dev.willow.system.Things.keys;

import dev.willow.client.LockerClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.testing.history.lock.LockerAnswer;
import dev.willow.testing.history.lock.LockerCall;
import dev.willow.testing.history.lock.RandomUser;
import java.util.List;
import java.util.Optional;

/// Makes HTTP calls of what a model speaks of, and back.
record LockerCalls(LockerClient locker) {

    /// @throws dev.willow.client.UnavailableException  if there was no answer
    /// @throws dev.willow.client.BrokenServiceException if it was one that no service may give
    LockerAnswer ask(RandomUser.Move move, Optional<String> idempotencyKey) {
        LockerClient client = idempotencyKey.map(locker::withIdempotencyKey).orElse(locker);
        try {
            return switch (move.call()) {
                case LockerCall.Acquire acquire -> granted(acquire(client, acquire, move));
                case LockerCall.KeepLock(var hold, var session) -> done(() -> client.heartbeat(hold, session));
                case LockerCall.Release(var hold, var session) -> done(() -> client.release(hold, session));
                case LockerCall.KeepSession(var session) -> done(() -> client.heartbeatSession(session));
                case LockerCall.CloseSession(var session) -> done(() -> client.closeSession(session));
                case LockerCall.OpenSession(var timeout) -> new LockerAnswer.Opened(client.openSession(
                        new OpenSessionRequest(Optional.of(timeout), Optional.empty())).sessionId());
                case LockerCall.Restart _ -> throw new IllegalArgumentException("nothing that can be asked for");
            };
        } catch (NotGrantedException _) {
            return LockerAnswer.NOT_GRANTED;
        } catch (RejectedException refused) {
            return switch (refused.problem().kind().orElseThrow(() -> refused)) {
                case UNKNOWN_LOCK, UNKNOWN_SESSION -> LockerAnswer.NOT_THERE;
                case WRONG_SESSION -> LockerAnswer.WRONG_SESSION;
                default -> throw refused;
            };
        }
    }

    private static List<Lock> acquire(LockerClient client, LockerCall.Acquire acquire, RandomUser.Move move) {
        List<LockSpec> specs = acquire.locks().stream().map(wanted -> spec(acquire, wanted)).toList();
        if (specs.size() > 1) return client.acquireTogether(specs, move.patience());
        return List.of(client.acquire(specs.getFirst(), move.patience()));
    }

    private static LockSpec spec(LockerCall.Acquire acquire, LockerCall.Wanted wanted) {
        return LockSpec.of(keys("lock", wanted.lock()), new LockProperties(
                Optional.of(acquire.timeout()), wanted.claim().shared() ? LockMode.SHARED : LockMode.EXCLUSIVE,
                Optional.of(wanted.claim().places()), acquire.session(), Optional.empty()));
    }

    private static LockerAnswer granted(List<Lock> locks) {
        return new LockerAnswer.Granted(locks.stream().map(Lock::state)
                .map(state -> new LockerAnswer.Grant(state.lockId(), state.sessionId(), state.fencingToken())).toList());
    }

    private static LockerAnswer done(Runnable call) {
        call.run();
        return LockerAnswer.DONE;
    }
}
