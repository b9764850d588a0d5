package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.util.ArrayList;
import java.util.List;

/// One addition on its way through the [Gate]. Soft.
final class Passage {
    private final RequestId by;
    private final List<KeyValues> needed;
    private final LimiterCommand command;

    /// The locks it holds, which are always the first ones it needs. Those it still waits for come after them in the
    /// order that everyone takes them in, so nobody waits in a circle.
    final List<GroupLock> pinned = new ArrayList<>();

    /// Whether its command is in the log and only has to be applied.
    boolean isLogged;

    boolean wasRestarted;

    Passage(RequestId by, List<KeyValues> needed, LimiterCommand command) {
        this.by = by;
        this.needed = needed;
        this.command = command;
    }

    RequestId by() {
        return by;
    }

    LimiterCommand command() {
        return command;
    }

    boolean hasAllLocks() {
        return pinned.size() == needed.size();
    }

    KeyValues nextNeeded() {
        return needed.get(pinned.size());
    }
}
