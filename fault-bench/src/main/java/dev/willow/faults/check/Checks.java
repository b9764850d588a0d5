package dev.willow.faults.check;

import dev.willow.faults.history.History;
import java.util.List;

/// All promises that a history is held to.
public final class Checks {
    private static final List<Check> ALL = List.of(
            new NothingIsLost(), new NothingIsInvented(), new DoneIsDone(), new OneConsumer(), new LimitsHold(), new LocksExclude(),
            new TokensGrow(), new NothingIsLeft(), new NoSurprises());

    private Checks() {}

    /// @return empty if all is well
    public static List<Violation> of(History history) {
        return ALL.stream().flatMap(check -> check.violations(history).stream()).toList();
    }
}
