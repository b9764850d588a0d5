package dev.willow.testing.history.lock;

import dev.willow.testing.history.LinearizabilityChecker;
import dev.willow.testing.history.Operation;
import dev.willow.testing.history.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whether a history of a lock service shows exclusion, lock by lock.
public final class Exclusion {
    private Exclusion() {}

    /// @param grace how much later than its time-out a hold that nobody keeps may be over
    /// @return what was found of each lock, by its name
    static Map<String, Verdict<LockState, LockStep, LockerAnswer>> check(
            List<Operation<LockerCall, LockerAnswer>> history, Duration grace) {
        Map<String, Verdict<LockState, LockStep, LockerAnswer>> verdicts = new TreeMap<>();
        Partition.of(history).forEach((lock, steps) ->
                verdicts.put(lock, LinearizabilityChecker.check(new LockModel(grace, proofsOfLife(steps)), steps)));
        return verdicts;
    }

    /// By session, how many answers there are for which it has to be alive.
    private static Map<String, Integer> proofsOfLife(List<Operation<LockStep, LockerAnswer>> steps) {
        Map<String, Integer> proofs = new HashMap<>();
        for (var step : steps) provenBy(step).ifPresent(session -> proofs.merge(session, 1, Integer::sum));
        return proofs;
    }

    private static Optional<String> provenBy(Operation<LockStep, LockerAnswer> step) {
        LockerAnswer answer = step.output().orElse(null);
        return switch (step.input()) {
            case LockStep.Take take when answer instanceof LockerAnswer.Granted -> take.joined();
            case LockStep.KeepHold(var _, var session) when answer instanceof LockerAnswer.Done -> Optional.of(session);
            case LockStep.Free(var _, var session) when answer instanceof LockerAnswer.Done -> Optional.of(session);
            case LockStep.Keep(var session) when answer instanceof LockerAnswer.Done -> Optional.of(session);
            case LockStep.End(var session) when answer instanceof LockerAnswer.Done -> Optional.of(session);
            default -> Optional.empty();
        };
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
