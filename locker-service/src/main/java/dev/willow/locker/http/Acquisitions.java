package dev.willow.locker.http;

import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.TogetherRequest;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.kit.IdSource;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.LockCommand.Acquire;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.Mode;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Want;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Turns requests for locks into commands, with fresh ids for what they may be granted.
@Component
final class Acquisitions {
    private final LockSettings settings;
    private final IdSource ids;

    Acquisitions(LockSettings settings, IdSource ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /// @throws BadRequestException if the request is wrong in itself
    Acquire of(RequestId id, AcquireRequest request, boolean waits) {
        Tenure tenure = tenure(timeout(request, "$"), request.spec().properties().sessionId());
        return new Acquire(id, List.of(want(request)), tenure, patience(waits));
    }

    /// All holds get one session, so the entries must name the same or none. What lasts shortest by the entries' time-outs
    /// is how long it lasts: no hold outlives what was asked for it.
    ///
    /// @throws BadRequestException if the request is wrong in itself
    Acquire of(RequestId id, TogetherRequest request, boolean waits) {
        List<AcquireRequest> locks = request.locks();
        Optional<String> session = locks.getFirst().spec().properties().sessionId();
        Map<KeyValues, Integer> seen = new HashMap<>();
        Duration shortest = settings.maxTimeout();
        List<Want> wants = new ArrayList<>(locks.size());
        for (int i = 0; i < locks.size(); i++) {
            AcquireRequest lock = locks.get(i);
            String path = "$.Locks[" + i + "]";
            if (!lock.spec().properties().sessionId().equals(session))
                throw new BadRequestException(
                        path + ".Spec.Properties.SessionID", "must be the same in every entry, or absent in all");
            Integer other = seen.putIfAbsent(lock.spec().definition().keyValues(), i);
            if (other != null)
                throw new BadRequestException(
                        path + ".Spec.DBDefinition.KeyValues", "is the same lock as in $.Locks[" + other + "]");
            Duration timeout = timeout(lock, path);
            if (timeout.compareTo(shortest) < 0) shortest = timeout;
            wants.add(want(lock));
        }
        return new Acquire(id, wants, tenure(shortest, session), patience(waits));
    }

    private Tenure tenure(Duration timeout, Optional<String> session) {
        return session.<Tenure>map(id -> new Tenure.Joined(new SessionId(id)))
                .orElseGet(() -> new Tenure.Own(new SessionId(ids.next()), timeout));
    }

    private Patience patience(boolean waits) {
        return waits ? new Patience.InLine(settings.maxWaiters()) : new Patience.None();
    }

    private Want want(AcquireRequest request) {
        LockProperties properties = request.spec().properties();
        Claim claim = new Claim(mode(properties.mode()), properties.maxHolders().orElse(1));
        return new Want(new LockId(ids.next()), request.spec().definition().keyValues(), claim, properties.owner());
    }

    private Duration timeout(AcquireRequest request, String path) {
        return settings.timeout(request.spec().properties().timeout(), path + ".Spec.Properties.Timeout");
    }

    private static Mode mode(LockMode mode) {
        return switch (mode) {
            case EXCLUSIVE -> Mode.EXCLUSIVE;
            case SHARED -> Mode.SHARED;
        };
    }
}
