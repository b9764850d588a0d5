package dev.willow.simulation.user;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Terms;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import dev.willow.simulation.model.LimitModel.Held;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes the queue and the rules, changes some of them, and clears up in the end.
public final class Operator extends User {
    private static final String PER_CHANNEL = "one of a channel";
    private static final String PER_SYSTEM = "some of a system";
    private static final String MAIN = "more on main";
    private boolean isReady;

    public Operator(Stage stage) {
        super(stage, "operator");
    }

    /// Makes all that there is to be in the beginning.
    public void prepare() {
        Capacity capacity = chance.percent(50) ? new Capacity.Unlimited() : new Capacity.AtMost(chance.from(3, 12));
        ask(new Ask<>(stage.willow, "create queue", Duration.ZERO, () -> stage.willow.carryOut(
                        id -> new QueueCommand.CreateQueue(id, Things.QUEUE, capacity), Optional.empty()), Optional.empty()),
                event -> {
                    // It may have hung up on the first one, and been heard nevertheless.
                    boolean isThere = event instanceof QueueEvent.QueueCreated
                            || event instanceof QueueEvent.Refused(var _, Refusal.NameInUse _);
                    stage.judge.require(isThere, () -> "no queue: " + event);
                    createRules();
                }, () -> life.after(chance.millis(50, 100), "again", this::prepare));
    }

    private void createRules() {
        Terms few = new Terms(Limit.atMost(chance.from(1, 2)), false);
        Terms some = new Terms(Limit.atMost(chance.from(2, 4)), false);
        change(id -> new LimiterCommand.CreateRule(id, new Bound.Rule("rule-a", PER_CHANNEL, Things.any("branch", "os"), few)),
                () -> change(id -> new LimiterCommand.CreateRule(id, new Bound.Rule("rule-b", PER_SYSTEM, Things.any("branch"), some)),
                        () -> isReady = true));
    }

    public boolean isReady() {
        return isReady;
    }

    public void start() {
        life.after(chance.millis(1_000, 6_000), "thinks", this::changeSomething);
    }

    private void changeSomething() {
        if (!stage.isLively()) return;
        Runnable next = () -> life.after(chance.millis(2_000, 8_000), "thinks", this::changeSomething);
        change(anyChange(), next);
    }

    private Function<RequestId, LimiterCommand.Asked> anyChange() {
        return switch (chance.from(0, 4)) {
            case 0 -> id -> new LimiterCommand.ChangeRule(id, PER_SYSTEM, paused(chance.percent(50)));
            case 1 -> {
                Limit limit = chance.percent(20) ? Limit.UNLIMITED : Limit.atMost(chance.from(0, 4));
                yield id -> new LimiterCommand.ChangeRule(id, PER_SYSTEM, new Terms.Change(Optional.of(limit), Optional.empty()));
            }
            case 2 -> {
                Terms terms = new Terms(Limit.atMost(chance.from(1, 5)), false);
                yield id -> new LimiterCommand.CreateOverride(id, PER_SYSTEM, "o-" + id.value(), MAIN, Things.main(), terms);
            }
            case 3 -> id -> new LimiterCommand.DeleteOverride(id, PER_SYSTEM, MAIN);
            default -> {
                Limit limit = Limit.atMost(chance.from(1, 5));
                yield id -> new LimiterCommand.ChangeOverride(id, PER_SYSTEM, MAIN, new Terms.Change(Optional.of(limit), Optional.empty()));
            }
        };
    }

    private static Terms.Change paused(boolean paused) {
        return new Terms.Change(Optional.empty(), Optional.of(paused));
    }

    /// Lets everything run, so that it comes to an end, and takes away the leases that users have left.
    public void clearUp() {
        Terms.Change open = new Terms.Change(Optional.of(Limit.atMost(3)), Optional.of(false));
        List<Held> left = stage.askedFor.stream().sorted((one, other) -> one.lease().compareTo(other.lease())).toList();
        change(id -> new LimiterCommand.ChangeRule(id, PER_SYSTEM, open),
                () -> change(id -> new LimiterCommand.DeleteOverride(id, PER_SYSTEM, MAIN), () -> remove(left)));
    }

    private void remove(List<Held> left) {
        for (Held held : left) {
            stage.limits.letGo(held);
            change(id -> new LimiterCommand.RemoveLease(id, held.counter(), held.lease()), () -> {});
        }
    }

    private void change(Function<RequestId, LimiterCommand.Asked> command, Runnable then) {
        var key = key("change", "");
        ask(new Ask<LimiterEvent>(stage.limiter, "change rules", Duration.ZERO,
                () -> stage.limiter.carryOut(command, Optional.of(key)), Optional.of(key)), _ -> then.run(), () -> change(command, then));
    }
}
