package dev.willow.testing.history.lock;

import dev.willow.testing.history.LinearizabilityChecker;
import dev.willow.testing.history.Operation;
import dev.willow.testing.history.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether a history of a lock service shows exclusion, lock by lock.
public final class Exclusion {
    private Exclusion() {}

    /// @param grace how much later than its time-out a hold that nobody keeps may be over
    /// @return what was found of each lock, by its name
    static Map<String, Verdict<LockState, LockStep, LockerAnswer>> check(
            List<Operation<LockerCall, LockerAnswer>> history, Duration grace) {
        Map<String, Verdict<LockState, LockStep, LockerAnswer>> verdicts = new TreeMap<>();
        LockModel model = new LockModel(grace);
        Partition.of(history).forEach((lock, steps) -> verdicts.put(lock, LinearizabilityChecker.check(model, steps)));
        return verdicts;
    }

    /// What contradicts exclusion, in words; empty if nothing does.
    public static String violations(List<Operation<LockerCall, LockerAnswer>> history, Duration grace) {
        StringBuilder text = new StringBuilder();
        check(history, grace).forEach((lock, verdict) -> {
            if (!verdict.isLinearizable()) text.append("lock ").append(lock).append(": ").append(verdict);
        });
        return text.toString();
    }
}
