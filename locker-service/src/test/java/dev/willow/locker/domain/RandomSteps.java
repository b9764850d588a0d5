package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Makes commands that meet each other often: few locks, few sessions, short lines.
final class RandomSteps {
    private final Random random;
    private final List<LockId> locks = new ArrayList<>();
    private final List<SessionId> sessions = new ArrayList<>();
    private final List<RequestId> requests = new ArrayList<>();
    private int made;

    RandomSteps(Random random) {
        this.random = random;
        locks.add(new LockId("never"));
        sessions.add(new SessionId("never"));
    }

    RequestId request() {
        RequestId request = new RequestId("r" + made++);
        requests.add(request);
        return request;
    }

    LockCommand command() {
        int dice = random.nextInt(100);
        if (dice < 55) return acquire();
        if (dice < 75) return new LockCommand.Release(request(), lock(), session());
        if (dice < 83) return new LockCommand.OpenSession(request(), newSession(), timeout(), Optional.empty());
        if (dice < 90) return new LockCommand.CloseSession(request(), session());
        return new LockCommand.GiveUp(anyRequest());
    }

    RequestId anyRequest() {
        return requests.isEmpty() ? request() : recent(requests);
    }

    LockId lock() {
        return recent(locks);
    }

    SessionId session() {
        return recent(sessions);
    }

    private LockCommand.Acquire acquire() {
        Tenure tenure = random.nextInt(3) == 0 ? new Tenure.Joined(session()) : new Tenure.Own(newSession(), timeout());
        int count = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        List<Want> wants = new ArrayList<>();
        while (wants.size() < count) {
            KeyValues keys = KeyValues.of("k", Value.int64(random.nextInt(5)));
            if (wants.stream().anyMatch(want -> want.keys().equals(keys))) continue;
            LockId id = new LockId("l" + made++);
            locks.add(id);
            wants.add(new Want(id, keys, claim(keys), Optional.empty()));
        }
        Patience patience = random.nextInt(4) == 0 ? new Patience.None() : new Patience.InLine(4);
        return new LockCommand.Acquire(request(), wants, tenure, patience);
    }

    private Claim claim(KeyValues keys) {
        boolean usuallySemaphore = keys.get("k").equals(Value.int64(0));
        int maxHolders = usuallySemaphore != (random.nextInt(20) == 0) ? 3 : 1;
        return new Claim(random.nextInt(3) == 0 ? Mode.EXCLUSIVE : Mode.SHARED, maxHolders);
    }

    private Duration timeout() {
        return Duration.ofSeconds(1 + random.nextInt(20));
    }

    private SessionId newSession() {
        SessionId session = new SessionId("s" + made++);
        sessions.add(session);
        return session;
    }

    private <T> T recent(List<T> list) {
        return list.get(Math.max(0, list.size() - 1 - random.nextInt(12)));
    }
}
