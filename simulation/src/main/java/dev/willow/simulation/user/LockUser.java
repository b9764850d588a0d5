package dev.willow.simulation.user;

import dev.willow.common.values.KeyValues;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LockEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes locks, alone or with others, and gives them back, or does not.
public final class LockUser extends User {
    private final Set<Hold> inHand = new HashSet<>();

    public LockUser(Stage stage) {
        super(stage, "locker-user");
    }

    public void start() {
        life.after(chance.millis(0, 800), "thinks", this::acquire);
    }

    private void acquire() {
        if (!stage.isLively()) return;
        List<KeyValues> keys = wanted();
        Claim claim = chance.percent(75) ? Claim.EXCLUSIVE : Claim.SHARED;
        Duration timeout = chance.millis(700, 3_000);
        Duration wait = chance.percent(25) ? Duration.ZERO : chance.millis(100, 3_000);
        var key = maybeKey("acquire", keys.toString());
        ask(new Ask<>(stage.locker, "acquire", wait,
                        () -> stage.locker.acquire(keys, claim, Optional.empty(), timeout, life.name(), wait, key), key),
                event -> {
                    if (event instanceof LockEvent.Granted(var _, List<HeldLock> locks)) hold(locks, timeout);
                    else rest();
                }, this::rest);
    }

    /// One lock or all; now and then one that the Limiter has, so that it hears that others want it.
    private List<KeyValues> wanted() {
        if (chance.percent(15)) {
            List<Hold> ofLimiter = stage.locker.history().latest().stream().flatMap(picture -> picture.holds().stream())
                    .filter(hold -> hold.owner().filter("limiter"::equals).isPresent()).toList();
            if (!ofLimiter.isEmpty()) return List.of(chance.of(ofLimiter).keys());
        }
        return chance.percent(20) ? Things.locks() : List.of(Things.lock(chance));
    }

    private void hold(List<HeldLock> locks, Duration timeout) {
        List<Hold> holds = locks.stream().map(HeldLock::hold).toList();
        for (Hold hold : holds) stage.locks.took(hold.id(), timeout);
        inHand.addAll(holds);
        if (stage.isLively() && chance.percent(8)) {
            life.tell("dies");
            life.die();
            new LockUser(stage).start();
            return;
        }
        if (chance.percent(85)) beatLater(holds, timeout);
        life.after(chance.millis(1, 2_500), "is done", () -> release(holds));
    }

    private void beatLater(List<Hold> holds, Duration timeout) {
        life.after(timeout.dividedBy(3), "beats", () -> beat(holds, timeout));
    }

    /// One heartbeat keeps all that the session has.
    private void beat(List<Hold> holds, Duration timeout) {
        Hold first = holds.getFirst();
        if (!inHand.contains(first)) return;
        long sentAt = life.nanos();
        ask(new Ask<>(stage.locker, "keep lock", Duration.ZERO, () -> stage.locker.keepLock(first.id(), first.session()), Optional.empty()),
                event -> {
                    if (event instanceof LockEvent.LockKept) {
                        for (Hold hold : holds) stage.locks.kept(hold.id(), timeout, sentAt);
                        beatLater(holds, timeout);
                    } else {
                        stage.judge.require(!stage.locks.isClaimed(first.id()), () -> "a heartbeat in time was told " + event);
                    }
                }, () -> beatLater(holds, timeout));
    }

    private void release(List<Hold> holds) {
        for (Hold hold : holds) {
            inHand.remove(hold);
            stage.locks.letGo(hold.id());
            var key = maybeKey("release", hold.id().value());
            ask(new Ask<>(stage.locker, "release", Duration.ZERO, () -> stage.locker.release(hold.id(), hold.session(), key), key),
                    _ -> {}, () -> {});
        }
        rest();
    }

    private void rest() {
        life.after(chance.millis(50, 1_500), "thinks", this::acquire);
    }
}
