package dev.willow.simulation.node;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A state machine of the product, and somebody who looks on.
final class WatchedMachine<C extends Command, E extends Event, S> implements StateMachine<C, E, S> {
    private final StateMachine<C, E, S> machine;
    private final History<C, E, S> history;
    private long index;
    private int ordinal;
    private long at;
    private boolean isWhole;

    WatchedMachine(StateMachine<C, E, S> machine, History<C, E, S> history) {
        this.machine = machine;
        this.history = history;
    }

    void entryComes(long ofIndex, long sealedAt) {
        index = ofIndex;
        at = sealedAt;
        ordinal = 0;
    }

    /// Whether all that the log holds has been applied.
    boolean isWhole() {
        return isWhole;
    }

    @Override
    public List<E> apply(C command, Instant now) {
        return watched(Optional.of(command), () -> machine.apply(command, now));
    }

    @Override
    public List<E> takeOver(Instant now) {
        return watched(Optional.empty(), () -> machine.takeOver(now));
    }

    private List<E> watched(Optional<C> command, Supplier<List<E>> change) {
        ordinal++;
        if (history.knows(index, ordinal)) return change.get();
        if (!isWhole) history.requireWhole(machine.capture());
        isWhole = true;
        List<E> events = change.get();
        history.add(index, ordinal, at, command, events, machine.capture());
        return events;
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return machine.nextDeadline();
    }

    @Override
    public Step<C, E> tick(Instant now) {
        return machine.tick(now);
    }

    @Override
    public Step<C, E> settle(Instant now) {
        return machine.settle(now);
    }

    @Override
    public S capture() {
        return machine.capture();
    }

    @Override
    public void restore(S picture) {
        machine.restore(picture);
    }
}
