package dev.willow.faults.check;

import dev.willow.faults.history.History;
import java.util.List;

/// One promise.
interface Check {
    List<Violation> violations(History history);
}
