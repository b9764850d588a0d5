package dev.willow.locker.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.locker.domain.Refusal;

/// The one table from a refusal of the lock table to the problem that the caller sees.
final class LockProblems {

    private LockProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchSession(var session) -> Problem.of(
                    ProblemType.UNKNOWN_SESSION, "there is no session " + session.value() + ", or not any more");
            case Refusal.OtherMaxHolders(var keys, int inUse) -> Problem.of(
                            ProblemType.HOLDERS_MISMATCH,
                            "the lock " + keys + " is in use with MaxHolders " + inUse)
                    .with("KeyValues", keys).with("MaxHolders", inUse);
            case Refusal.NotGranted(var keys, var holder) -> {
                String reason = holder.map(" is held by "::concat).orElse(" is wanted by others who came before");
                Problem problem = Problem.of(ProblemType.NOT_GRANTED, "the lock " + keys + reason).with("KeyValues", keys);
                yield holder.isPresent() ? problem.with("Holder", holder.get()) : problem;
            }
            case Refusal.LineFull(var keys, int maxWaiters) -> Problem.of(
                            ProblemType.TOO_MANY_WAITING,
                            "the lock " + keys + " has " + maxWaiters + " callers in line, which is the most")
                    .with("KeyValues", keys);
            case Refusal.TooManyWatchers(var session, int maxWatchers) -> Problem.of(
                    ProblemType.TOO_MANY_WAITING,
                    "the session " + session.value() + " is watched by " + maxWatchers + " callers, which is the most");
            case Refusal.NoSuchLock(var lock) -> Problem.of(
                    ProblemType.UNKNOWN_LOCK, "there is no held lock " + lock.value() + ", or not any more");
            case Refusal.WrongSession(var lock) -> Problem.of(
                    ProblemType.WRONG_SESSION, "the lock " + lock.value() + " belongs to another session");
        };
    }
}
