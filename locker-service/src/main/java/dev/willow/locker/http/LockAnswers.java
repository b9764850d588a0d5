package dev.willow.locker.http;

import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.LockState;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LiveLock;
import dev.willow.locker.domain.Mode;
import dev.willow.locker.domain.Session;
import java.time.Duration;
import java.util.Optional;

/// From what the domain says to what the API says.
final class LockAnswers {

    private LockAnswers() {}

    static Lock of(LiveLock live) {
        return of(live.lock(), live.timeTillExpire());
    }

    static Lock of(HeldLock held, Duration timeTillExpire) {
        Hold hold = held.hold();
        LockProperties properties = new LockProperties(
                Optional.of(held.timeout()), of(hold.claim().mode()), Optional.of(hold.claim().maxHolders()),
                Optional.empty(), hold.owner());
        LockState state = new LockState(
                hold.id().value(), hold.session().value(), hold.fencingToken(), timeTillExpire, held.heldOrWaiting());
        return new Lock(LockSpec.of(hold.keys(), properties), state);
    }

    static dev.willow.common.api.locker.Session of(Session session, Duration timeTillExpire) {
        return new dev.willow.common.api.locker.Session(session.id().value(), session.timeout(), timeTillExpire);
    }

    private static LockMode of(Mode mode) {
        return switch (mode) {
            case EXCLUSIVE -> LockMode.EXCLUSIVE;
            case SHARED -> LockMode.SHARED;
        };
    }
}
