package dev.willow.limiter.domain;

import dev.willow.engine.Step;
import java.util.ArrayList;
import java.util.List;

/// What the soft parts of the table want logged and told. It leaves with the step under way or, where a command led to
/// it, with the next [LimitTable#settle].
final class Outbox {
    private final List<LimiterCommand> commands = new ArrayList<>();
    private final List<LimiterEvent> events = new ArrayList<>();
    private int unapplied;

    void log(LimiterCommand command) {
        commands.add(command);
        unapplied++;
    }

    /// How many commands were logged and are not applied yet.
    int unapplied() {
        return unapplied;
    }

    /// One of the commands was applied, or one that was logged by a process before.
    void applied() {
        if (unapplied > 0) unapplied--;
    }

    void tell(LimiterEvent event) {
        events.add(event);
    }

    Step<LimiterCommand, LimiterEvent> flush() {
        if (commands.isEmpty() && events.isEmpty()) return Step.nothing();
        Step<LimiterCommand, LimiterEvent> step = new Step<>(commands, events);
        commands.clear();
        events.clear();
        return step;
    }

    void clear() {
        commands.clear();
        events.clear();
        unapplied = 0;
    }
}
