package dev.willow.simulation.service;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [Defect#EARLY_EXPIRY]: what falls due does so 300 ms before it should.
final class HastyMachine<C extends Command, E extends Event, S> implements StateMachine<C, E, S> {
    private static final Duration HASTE = Duration.ofMillis(300);
    private final StateMachine<C, E, S> machine;

    HastyMachine(StateMachine<C, E, S> machine) {
        this.machine = machine;
    }

    @Override
    public List<E> apply(C command, Instant now) {
        return machine.apply(command, now);
    }

    @Override
    public List<E> takeOver(Instant now) {
        return machine.takeOver(now);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return machine.nextDeadline().map(due -> due.minus(HASTE));
    }

    @Override
    public Step<C, E> tick(Instant now) {
        return machine.tick(now.plus(HASTE));
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
