package dev.willow.locker.http;

import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.SessionReference;
import dev.willow.common.api.locker.TogetherRequest;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.ProblemException;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.LockCommand.Acquire;
import dev.willow.locker.domain.LockCommand.Release;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Taking, keeping and giving back locks.
@RestController
final class LockController {
    private final LockDesk desk;
    private final Acquisitions acquisitions;

    LockController(LockDesk desk, Acquisitions acquisitions) {
        this.desk = desk;
        this.acquisitions = acquisitions;
    }

    @PostMapping("/v1/locks")
    Lock acquire(@RequestBody AcquireRequest request, Caller caller) {
        return acquire(acquisitions.of(caller.id(), request, waits(caller)), caller).getFirst();
    }

    @PostMapping("/v1/locks/together")
    List<Lock> acquireTogether(@RequestBody TogetherRequest request, Caller caller) {
        return acquire(acquisitions.of(caller.id(), request, waits(caller)), caller);
    }

    @PostMapping("/v1/locks/{LockID}/heartbeat")
    Lock heartbeat(@PathVariable("LockID") String lock, @RequestBody SessionReference session, Caller caller) {
        LockEvent outcome =
                caller.answer(desk.keepLock(caller.id(), new LockId(lock), new SessionId(session.sessionId())));
        HeldLock kept = Outcomes.orProblem(outcome, LockEvent.LockKept.class).lock();
        return LockAnswers.of(kept, kept.timeout());
    }

    @DeleteMapping("/v1/locks/{LockID}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable("LockID") String lock, @RequestBody SessionReference session, Caller caller) {
        Release release = new Release(caller.id(), new LockId(lock), new SessionId(session.sessionId()));
        LockEvent outcome = caller.answer(desk.carryOut(caller.id(), caller.idempotencyKey(), release));
        Outcomes.orProblem(outcome, LockEvent.Released.class);
    }

    private List<Lock> acquire(Acquire acquire, Caller caller) {
        List<HeldLock> granted = Outcomes.orProblem(outcomeOf(acquire, caller), LockEvent.Granted.class).locks();
        return granted.stream().map(lock -> LockAnswers.of(lock, timeTillExpire(acquire.tenure(), lock, caller))).toList();
    }

    private LockEvent outcomeOf(Acquire acquire, Caller caller) {
        var outcome = desk.carryOut(caller.id(), caller.idempotencyKey(), acquire);
        return switch (acquire.patience()) {
            case Patience.None _ -> caller.answer(outcome);
            case Patience.InLine _ -> caller.await(outcome, () -> desk.giveUp(caller.id()), desk::takeBack)
                    .orElseThrow(() -> new ProblemException(
                            Problem.of(ProblemType.NOT_GRANTED, "the lock was not granted within the wait")));
        };
    }

    /// A session of its own begins with the grant; an opened one may have been at it for a while.
    private Duration timeTillExpire(Tenure tenure, HeldLock granted, Caller caller) {
        return switch (tenure) {
            case Tenure.Own _ -> granted.timeout();
            case Tenure.Joined(var session) -> caller.answer(desk.timeTillExpire(session));
        };
    }

    private static boolean waits(Caller caller) {
        return !caller.patience().isZero();
    }
}
