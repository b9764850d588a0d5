package dev.willow.simulation.model;

import dev.willow.common.values.KeyValues;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockPicture;
import dev.willow.locker.domain.Mode;
import dev.willow.simulation.node.History;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may happen to locks.
public final class LockModel implements History.Reader<LockCommand, LockEvent, LockPicture> {
    private final Timeline timeline;
    private final Judge judge;
    private final Claims<LockId> claims = new Claims<>();
    private final Map<LockId, Long> grantedAt = new HashMap<>();
    private Map<LockId, Hold> there = Map.of();
    private long highestToken;

    public LockModel(Timeline timeline, Judge judge) {
        this.timeline = timeline;
        this.judge = judge;
    }

    @Override
    public void changed(
            long at, Optional<LockCommand> command, List<LockEvent> events, Optional<LockPicture> before, LockPicture after) {
        Map<LockId, Hold> then = there;
        there = new LinkedHashMap<>();
        Map<KeyValues, Hold> byKeys = new HashMap<>();
        for (Hold hold : after.holds()) {
            there.put(hold.id(), hold);
            Hold other = byKeys.put(hold.keys(), hold);
            judge.require(other == null || isShared(hold) && isShared(other),
                    () -> hold.keys() + " is held by two: " + hold + " and " + other);
            if (!then.containsKey(hold.id())) granted(hold, at);
        }
        for (LockId id : then.keySet())
            if (!there.containsKey(id)) {
                judge.require(!claims.holds(id, timeline.now()),
                        () -> "the hold " + id.value() + " ended within its time-out, by " + command);
                claims.end(id);
            }
    }

    private static boolean isShared(Hold hold) {
        return hold.claim().mode() == Mode.SHARED;
    }

    private void granted(Hold hold, long at) {
        judge.require(hold.fencingToken() > highestToken, () -> "the fencing token of " + hold + " is not above " + highestToken);
        highestToken = Math.max(highestToken, hold.fencingToken());
        grantedAt.put(hold.id(), at);
    }

    @Override
    public void happened(LockEvent event) {}

    /// A user was told that it has the lock.
    public void took(LockId hold, Duration timeout) {
        judge.require(grantedAt.containsKey(hold), () -> "the hold " + hold.value() + " was told to be granted, and was not");
        if (there.containsKey(hold)) claims.begin(hold, grantedAt.get(hold) + timeout.toNanos());
    }

    public void kept(LockId hold, Duration timeout, long sentAt) {
        claims.extend(hold, sentAt + timeout.toNanos());
    }

    public void letGo(LockId hold) {
        claims.end(hold);
    }

    public boolean isClaimed(LockId hold) {
        return claims.holds(hold, timeline.now());
    }
}
