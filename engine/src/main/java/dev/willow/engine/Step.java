package dev.willow.engine;

import java.util.List;

/// What an unlogged step leads to: commands for the log, and events to hand out at once.
public record Step<C extends Command, E extends Event>(List<C> commands, List<E> events) {

    public Step {
        commands = List.copyOf(commands);
        events = List.copyOf(events);
    }

    public static <C extends Command, E extends Event> Step<C, E> nothing() {
        return new Step<>(List.of(), List.of());
    }

    public static <C extends Command, E extends Event> Step<C, E> log(C command) {
        return new Step<>(List.of(command), List.of());
    }

    public static <C extends Command, E extends Event> Step<C, E> tell(E event) {
        return new Step<>(List.of(), List.of(event));
    }
}
