package dev.willow.engine.writer;

import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One request that the machine works on, and the callers that wait for its answer: one, or several that sent the same
/// idempotency key.
final class Waiter<E extends Event> {
    /// The name under which the machine knows it: its first caller's.
    final RequestId id;
    final Optional<IdempotencyKey> key;
    final List<Caller<E>> callers = new ArrayList<>(1);
    /// Callers with the same key that came after the last one before them gave up.
    final List<Late<E>> late = new ArrayList<>(0);
    /// How the first caller, which may have left, wants the machine to let go of the request.
    Optional<Consumer<Waiter<E>>> letGo = Optional.empty();
    /// It waits for what others do.
    boolean parked;
    /// The answer is decided and will be told once it is durable.
    boolean decided;
    boolean gaveUp;
    /// How many commands on their way to the log name it. Counted for those with a key.
    int commands;

    Waiter(RequestId id, Optional<IdempotencyKey> key) {
        this.id = id;
        this.key = key;
    }

    /// @param decide has the machine answer the request of this name, should it wait for what others do; empty if the caller waits too
    record Caller<E>(RequestId id, CompletableFuture<E> answer, Optional<Consumer<RequestId>> decide) {}

    /// @param again starts the request anew, if the one that was given up ends without an answer to keep
    record Late<E>(Caller<E> caller, Runnable again) {}

    boolean has(RequestId caller) {
        return callers.stream().anyMatch(each -> each.id.equals(caller));
    }

    void removeCaller(RequestId caller) {
        for (Iterator<Caller<E>> each = callers.iterator(); each.hasNext();) {
            Caller<E> next = each.next();
            if (!next.id.equals(caller)) continue;
            each.remove();
            next.answer.cancel(false);
        }
    }

    boolean removeLate(RequestId caller) {
        for (Late<E> each : late) {
            if (!each.caller.id.equals(caller)) continue;
            late.remove(each);
            each.caller.answer.cancel(false);
            return true;
        }
        return false;
    }

    void fail(RuntimeException reason) {
        callers.forEach(caller -> caller.answer.completeExceptionally(reason));
        late.forEach(each -> each.caller.answer.completeExceptionally(reason));
    }
}
