package dev.willow.queue.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Refusal;

/// The one table from a refusal of the queues to the problem that the caller sees.
final class QueueProblems {

    private QueueProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchQueue(String queue) -> noSuchQueue(queue);
            case Refusal.NameInUse(String queue) -> Problem.of(ProblemType.NAME_IN_USE, "the name \"" + queue + "\" is in use");
            case Refusal.NoSuchChannel(String queue, var channel) -> Problem.of(
                    ProblemType.UNKNOWN_CHANNEL, "the queue \"" + queue + "\" has no channel " + channel);
            case Refusal.NoChannelMatches(String queue) -> Problem.of(
                    ProblemType.UNKNOWN_CHANNEL, "the queue \"" + queue + "\" has no channel that matches");
            case Refusal.NoSuchItem(var item) -> Problem.of(
                    ProblemType.UNKNOWN_ITEM, "there is no item " + item.value() + " in processing here, or not any more");
            case Refusal.HandedOutAgain(var item, long fencingToken) -> Problem.of(
                            ProblemType.CONFLICT, "the item " + item.value() + " was handed out again since")
                    .with("FencingToken", fencingToken);
            case Refusal.QueueFull(String queue, Blocker blocker) -> full(queue, blocker);
            case Refusal.QueueGone(String queue) -> Problem.of(ProblemType.QUEUE_DELETED, "the queue \"" + queue + "\" was deleted");
            case Refusal.TooManyWaiting(String queue, int maxWaiting) -> Problem.of(
                    ProblemType.TOO_MANY_WAITING,
                    "the queue \"" + queue + "\" has " + maxWaiting + " callers that wait for items, which is the most");
            case Refusal.LimiterUnreachable() -> Problem.of(
                    ProblemType.LIMITER_UNREACHABLE, "without the Limiter nothing is let in or handed out; try again soon");
        };
    }

    static Problem noSuchQueue(String queue) {
        return Problem.of(ProblemType.UNKNOWN_QUEUE, "there is no queue \"" + queue + "\"");
    }

    private static Problem full(String queue, Blocker blocker) {
        String detail = switch (blocker.kind()) {
            case LIMIT_REACHED -> "the queue \"" + queue + "\" holds " + blocker.count() + " items, and may hold " + blocker.limit();
            case LIMIT_ZERO -> "the queue \"" + queue + "\" may hold no items";
            case RULE_PAUSED -> "the limit of the queue \"" + queue + "\" is paused";
        };
        Problem problem = Problem.of(ProblemType.QUEUE_FULL, detail).with("Rule", blocker.group().rule());
        if (blocker.group().override().isPresent()) problem = problem.with("Override", blocker.group().override().get());
        return problem.with("Limit", blocker.limit()).with("Count", blocker.count());
    }
}
