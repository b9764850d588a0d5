package dev.willow.engine.writer;

import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.RequestId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The requests that have no answer yet, and who waits for them.
///
/// ```
/// open ──► decided (its answer is on its way to disk) ──► told
///   └────► given up (its last caller left) ──► told, if the machine had an answer after all; else dropped
/// ```
///
/// A request with a key is not dropped while a command is on its way to the log that names it, as that may answer it: whoever asks again
/// with the key must find either the request or the answer.
final class Requests<E extends Event> {
    private final Load load;
    private final Map<RequestId, Waiter<E>> undecided = new HashMap<>();
    private final Set<Waiter<E>> decided = new LinkedHashSet<>();
    private final Map<Place, Waiter<E>> byKey = new HashMap<>();
    /// Callers other than a request's first, each with the request whose answer it shares.
    private final Map<RequestId, Waiter<E>> sharers = new HashMap<>();
    /// Those that the machine let go of, until no command may answer them any more.
    private final Set<Waiter<E>> leaving = new LinkedHashSet<>();

    Requests(Load load) {
        this.load = load;
    }

    /// Opens a request of one caller.
    Waiter<E> open(RequestId id, Optional<IdempotencyKey> key, CompletableFuture<E> answer) {
        if (undecided.containsKey(id)) throw new IllegalArgumentException("two requests are named " + id.value());
        var waiter = new Waiter<E>(id, key);
        waiter.callers.add(new Waiter.Caller<>(id, answer, Optional.empty()));
        undecided.put(id, waiter);
        key.ifPresent(each -> byKey.put(Place.of(each), waiter));
        load.requestOpened();
        return waiter;
    }

    /// Lets a caller share the answer of the request with the same key that is being worked on, if there is one.
    ///
    /// @param decide has the machine answer the request of this name, should it wait for what others do; empty if the caller waits too
    /// @param again  starts the caller's request anew, should the other one end without an answer to keep
    /// @return whether there is one
    /// @throws KeyReusedException if it has another fingerprint
    boolean share(
            RequestId id, IdempotencyKey key, CompletableFuture<E> answer, Optional<Consumer<RequestId>> decide, Runnable again) {
        Waiter<E> waiter = byKey.get(Place.of(key));
        if (waiter == null) return false;
        if (!waiter.key.orElseThrow().fingerprint().equals(key.fingerprint())) throw new KeyReusedException(key.key());
        var caller = new Waiter.Caller<>(id, answer, decide);
        sharers.put(id, waiter);
        if (waiter.gaveUp && !waiter.decided) {
            waiter.late.add(new Waiter.Late<>(caller, again));
            return true;
        }
        waiter.callers.add(caller);
        if (waiter.parked && !waiter.decided) decide.ifPresent(each -> each.accept(waiter.id));
        return true;
    }

    /// The request that the machine knows by this id, unless its answer is decided.
    Optional<Waiter<E>> undecided(RequestId id) {
        return Optional.ofNullable(undecided.get(id));
    }

    /// The request waits for what others do from now on, unless somebody shares it who does not.
    void park(Waiter<E> waiter) {
        waiter.parked = true;
        waiter.callers.stream().flatMap(caller -> caller.decide().stream()).findFirst().ifPresent(decide -> decide.accept(waiter.id));
    }

    /// A caller leaves. Does nothing if its request has its answer.
    ///
    /// @param letGo runs if this was the last caller: the machine is to let go of the request. If its first caller
    ///              left before, that one's runs, for it is the first caller's name that the machine knows
    void leave(RequestId caller, Consumer<Waiter<E>> letGo) {
        Waiter<E> waiter = sharers.getOrDefault(caller, undecided.get(caller));
        if (waiter == null || waiter.decided) return;
        if (waiter.removeLate(caller)) {
            sharers.remove(caller);
            return;
        }
        if (waiter.gaveUp || !waiter.has(caller)) return;
        if (caller.equals(waiter.id)) waiter.letGo = Optional.of(letGo);
        if (waiter.callers.size() > 1) {
            waiter.removeCaller(caller);
            sharers.remove(caller);
            return;
        }
        waiter.gaveUp = true;
        waiter.letGo.orElse(letGo).accept(waiter);
    }

    /// The request has an answer, which will be told later: nobody can give it up any more.
    void decide(Waiter<E> waiter) {
        waiter.decided = true;
        undecided.remove(waiter.id);
        decided.add(waiter);
    }

    void tell(Waiter<E> waiter, E answer) {
        close(waiter);
        waiter.callers.forEach(caller -> caller.answer().complete(answer));
        if (answer.isKept()) waiter.late.forEach(late -> late.caller().answer().complete(answer));
        else waiter.late.forEach(late -> late.again().run());
    }

    /// The request could not begin.
    void refuse(Waiter<E> waiter, RuntimeException reason) {
        close(waiter);
        waiter.fail(reason);
    }

    /// A command that names these requests goes to the log.
    void named(List<Keyed> by) {
        for (Keyed each : by) undecided(each.request()).ifPresent(waiter -> waiter.commands++);
    }

    /// A command that names these requests was applied, and what it answered is told.
    void applied(List<Keyed> by) {
        for (Keyed each : by) undecided(each.request()).ifPresent(waiter -> waiter.commands--);
    }

    /// The machine has let go of the request, and has no answer for it but one that is on its way.
    void letGo(Waiter<E> waiter) {
        if (waiter.key.isPresent()) leaving.add(waiter);
        else drop(waiter);
    }

    /// Drops what the machine let go of and no command on its way names. To be called when the machine has said all that it wants logged.
    ///
    /// @return whether requests began anew in their place
    boolean dropLeaving() {
        if (leaving.isEmpty()) return false;
        boolean begun = false;
        for (Waiter<E> waiter : List.copyOf(leaving)) {
            if (undecided.get(waiter.id) == waiter && waiter.commands > 0) continue;
            leaving.remove(waiter);
            begun |= drop(waiter);
        }
        return begun;
    }

    private boolean drop(Waiter<E> waiter) {
        if (undecided.get(waiter.id) != waiter) return false;
        close(waiter);
        waiter.callers.forEach(caller -> caller.answer().cancel(false));
        waiter.late.forEach(late -> late.again().run());
        return !waiter.late.isEmpty();
    }

    void fail(RuntimeException reason) {
        var all = new LinkedHashSet<>(undecided.values());
        all.addAll(decided);
        undecided.clear();
        decided.clear();
        byKey.clear();
        sharers.clear();
        leaving.clear();
        for (Waiter<E> waiter : all) {
            load.requestClosed();
            waiter.fail(reason);
        }
    }

    private void close(Waiter<E> waiter) {
        if (waiter.decided) decided.remove(waiter);
        else undecided.remove(waiter.id);
        waiter.key.ifPresent(key -> byKey.remove(Place.of(key), waiter));
        waiter.callers.forEach(caller -> sharers.remove(caller.id()));
        waiter.late.forEach(late -> sharers.remove(late.caller().id()));
        load.requestClosed();
    }
}
