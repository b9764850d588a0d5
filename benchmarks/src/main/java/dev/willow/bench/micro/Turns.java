package dev.willow.bench.micro;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/// Does for a machine what the engine does, on one thread and without a log: applies what its steps lead to, and tells it what came
/// of its wishes. Time stands still.
final class Turns<C extends Command, E extends Event> {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final StateMachine<C, E, ?> machine;
    private final Function<E, Step<C, E>> outside;
    private final Deque<C> written = new ArrayDeque<>();
    private final Deque<E> told = new ArrayDeque<>();

    /// @param outside what an event that is no answer leads to
    Turns(StateMachine<C, E, ?> machine, Function<E, Step<C, E>> outside) {
        this.machine = machine;
        this.outside = outside;
        told.addAll(machine.takeOver(NOW));
        run(Step.nothing());
    }

    /// Goes on until nothing is left to do.
    ///
    /// @return the answer that was given meanwhile; null if none was
    E run(Step<C, E> first) {
        take(first);
        E answer = null;
        while (true) {
            if (!written.isEmpty()) {
                told.addAll(machine.apply(written.remove(), NOW));
            } else if (!told.isEmpty()) {
                E event = told.remove();
                if (event.answers().isPresent()) answer = event;
                else take(outside.apply(event));
            } else {
                Step<C, E> settled = machine.settle(NOW);
                if (settled.commands().isEmpty() && settled.events().isEmpty()) return answer;
                take(settled);
            }
        }
    }

    private void take(Step<C, E> step) {
        written.addAll(step.commands());
        told.addAll(step.events());
    }

    /// For a machine that wishes nothing.
    static <C extends Command, E extends Event> Step<C, E> ignore(E event) {
        return Step.nothing();
    }

    static <T> T answer(Class<T> expected, Object given) {
        if (!expected.isInstance(given)) throw new IllegalStateException("expected " + expected.getSimpleName() + " but got " + given);
        return expected.cast(given);
    }
}
