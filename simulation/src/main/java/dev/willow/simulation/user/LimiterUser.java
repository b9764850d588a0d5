package dev.willow.simulation.user;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.simulation.model.LimitModel.Held;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Uses the Limiter by itself, beside Willow, under the same rules.
public final class LimiterUser extends User {
    public LimiterUser(Stage stage) {
        super(stage, "limiter-user");
    }

    public void start() {
        life.after(chance.millis(0, 1_000), "thinks", this::add);
    }

    private void add() {
        if (!stage.isLively()) return;
        KeyValues counter = Things.channel(chance).with("by", Value.text("hand"));
        Duration timeout = chance.percent(50) ? Duration.ZERO : chance.millis(700, 3_000);
        Held held = new Held(counter, stage.fresh("lease-"), 1);
        stage.askedFor.add(held);
        Addition addition = new Addition(counter, held.places(), Optional.of(new Addition.LeaseTerms(held.lease(), timeout)));
        Duration wait = chance.percent(50) ? Duration.ZERO : chance.millis(100, 2_500);
        var key = maybeKey("add", held.lease());
        long sentAt = life.nanos();
        ask(new Ask<>(stage.limiter, "add", wait, () -> stage.limiter.add(addition, wait, key), key),
                event -> {
                    if (event instanceof LimiterEvent.Counted) hold(held, timeout, sentAt);
                    else rest();
                }, () -> remove(held));
    }

    private void hold(Held held, Duration timeout, long sentAt) {
        stage.limits.took(held, timeout.isZero() ? Long.MAX_VALUE : sentAt + timeout.toNanos());
        if (!timeout.isZero() && chance.percent(80)) beatLater(held, timeout);
        life.after(chance.millis(1, 3_000), "is done", () -> remove(held));
    }

    private void beatLater(Held held, Duration timeout) {
        life.after(timeout.dividedBy(3), "beats", () -> {
            if (!stage.askedFor.contains(held)) return;
            long sentAt = life.nanos();
            ask(new Ask<>(stage.limiter, "keep lease", Duration.ZERO,
                            () -> stage.limiter.heartbeat(List.of(held.lease())), Optional.empty()),
                    event -> {
                        if (event instanceof LimiterEvent.HeartbeatTaken(var _, var unknown) && unknown.isEmpty()) {
                            stage.limits.kept(held, sentAt + timeout.toNanos());
                            beatLater(held, timeout);
                        }
                    }, () -> beatLater(held, timeout));
        });
    }

    private void remove(Held held) {
        stage.limits.letGo(held);
        ask(new Ask<>(stage.limiter, "remove", Duration.ZERO, () -> stage.limiter.carryOut(
                        id -> new LimiterCommand.RemoveLease(id, held.counter(), held.lease()), Optional.empty()), Optional.empty()),
                _ -> rest(), this::rest);
    }

    private void rest() {
        life.after(chance.millis(100, 2_000), "thinks", this::add);
    }
}
