package dev.willow.simulation.user;

import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.simulation.network.CallFailure;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.node.Violation;
import dev.willow.simulation.time.Chance;
import dev.willow.simulation.time.Life;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A process that calls services, and asks again as the client library does: where nothing was done, or with the key of before.
abstract class User {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 12;

    final Stage stage;
    final Life life;
    final Chance chance;

    User(Stage stage, String kind) {
        this.stage = stage;
        this.life = new Life(stage.timeline, stage.fresh(kind));
        this.chance = stage.timeline.chance();
    }

    /// A call that is to be made.
    ///
    /// @param what     is called, for the trace and for the key
    /// @param patience how long it may wait in line
    /// @param serve    what the service does
    record Ask<E extends Event>(
            Node<?, ?, ?, ?> service, String what, Duration patience, Supplier<Served<E>> serve, Optional<IdempotencyKey> key) {}

    /// A key for a call, mostly.
    Optional<IdempotencyKey> maybeKey(String call, String body) {
        return chance.percent(65) ? Optional.of(key(call, body)) : Optional.empty();
    }

    IdempotencyKey key(String call, String body) {
        return new IdempotencyKey(call, stage.fresh("k"), body);
    }

    /// Calls until there is an answer, or nothing more may be done.
    ///
    /// @param answered gets the answer, which may be that nothing was decided
    /// @param givenUp  there is none, and will be none
    <E extends Event> void ask(Ask<E> ask, Consumer<E> answered, Runnable givenUp) {
        ask(ask, answered, givenUp, 1);
    }

    private <E extends Event> void ask(Ask<E> ask, Consumer<E> answered, Runnable givenUp, int attempt) {
        CompletableFuture<E> answer = stage.network.call(life, ask.service()::life, ask.what(), ANSWER_WITHIN.plus(ask.patience()),
                !ask.patience().isZero(), _ -> ask.serve().get());
        if (stage.isLively() && chance.percent(4)) life.after(chance.millis(0, 300), "hangs up", () -> answer.cancel(false));
        answer.whenComplete((event, failure) -> life.start("answered", () -> guarded(() -> {
            if (failure == null) {
                ask.key().ifPresent(key -> stage.outcomes.told(key, event));
                life.tell(ask.what() + ": " + event.getClass().getSimpleName());
                answered.accept(event);
            } else if (mayAskAgain(failure, ask) && attempt < MOST_ATTEMPTS) {
                life.after(chance.millis(20, 100 * attempt), "asks again", () -> ask(ask, answered, givenUp, attempt + 1));
            } else {
                givenUp.run();
            }
        })));
    }

    private static boolean mayAskAgain(Throwable failure, Ask<?> ask) {
        if (ask.key().isPresent()) return true;
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof CallFailure lost && !lost.isEffectUnknown();
    }

    /// What goes wrong in here would be lost in a future.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException defect) {
            stage.judge.blame(new Violation("the simulation itself failed: " + defect, defect));
        }
    }
}
