package dev.willow.faults.check;

import static java.util.stream.Collectors.groupingBy;

import dev.willow.faults.history.History;
import dev.willow.faults.history.LockHold;
import java.util.ArrayList;
import java.util.List;

/// No lock is held by more than those who may share it.
final class LocksExclude implements Check {
    @Override
    public List<Violation> violations(History history) {
        List<Violation> violations = new ArrayList<>();
        for (List<LockHold> ofOne : history.lockHolds().stream().collect(groupingBy(LockHold::lock)).values())
            Crowds.forEach(ofOne, LockHold::holding, crowd -> {
                int atOnce = crowd.stream().mapToInt(LockHold::atOnce).min().orElseThrow();
                if (crowd.size() > atOnce) violations.add(new Violation("locks exclude", "a lock is held by too many: " + crowd));
            });
        return violations;
    }
}
