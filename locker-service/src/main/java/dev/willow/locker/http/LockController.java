package dev.willow.locker.http;

import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.SessionReference;
import dev.willow.common.api.locker.TogetherRequest;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.docs.Waits;
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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Locks")
final class LockController {
    private final LockDesk desk;
    private final Acquisitions acquisitions;

    LockController(LockDesk desk, Acquisitions acquisitions) {
        this.desk = desk;
        this.acquisitions = acquisitions;
    }

    @PostMapping("/v1/locks")
    @Waits
    @Idempotent
    @Operation(
            summary = "Acquire a lock, waiting in line for it",
            description = "A lock is its set of key-values. Requests for one lock are served strictly first come, first "
                    + "served, exclusive and shared ones in one line. Without a SessionID the hold gets a session of its own, "
                    + "which lasts Timeout without a heartbeat; with the id of an opened session it lasts as long as that "
                    + "one, and Timeout is not looked at. MaxHolders above 1 makes the lock a semaphore with that many places, "
                    + "whatever the Mode. A session that holds a lock and asks for it again waits like anybody else.")
    @ApiResponse(responseCode = "200", description = "The lock is held. LockID names this hold")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(
            responseCode = "404",
            description = "unknown-session: no opened session has this SessionID, or it ended meanwhile")
    @ApiResponse(
            responseCode = "409",
            description = "not-granted: not within the wait; Holder is the owner (or else the session) of the oldest hold. "
                    + "holders-mismatch: the lock is in use with another MaxHolders")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: the line is full")
    Lock acquire(@RequestBody AcquireRequest request, Caller caller) {
        return acquire(acquisitions.of(caller.id(), request, waits(caller)), caller).getFirst();
    }

    @PostMapping("/v1/locks/together")
    @Waits
    @Idempotent
    @Operation(
            summary = "Acquire several locks, all or none",
            description = "The request takes its place in every line in one step and is granted when it is first in all of "
                    + "them. It holds none while it waits, so requests cannot lock each other up. All holds share one session: "
                    + "the one that every entry names, or else one of their own that lasts the shortest of the entries' "
                    + "Timeouts.")
    @ApiResponse(responseCode = "200", description = "All are held, in the order of the request")
    @ApiResponse(responseCode = "400", description = "The request is wrong, or names a lock twice; Field says where")
    @ApiResponse(
            responseCode = "404",
            description = "unknown-session: no opened session has this SessionID, or it ended meanwhile")
    @ApiResponse(
            responseCode = "409",
            description = "not-granted, holders-mismatch: of one of the locks, named in KeyValues; none is held")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: one of the lines is full")
    List<Lock> acquireTogether(@RequestBody TogetherRequest request, Caller caller) {
        return acquire(acquisitions.of(caller.id(), request, waits(caller)), caller);
    }

    @PostMapping("/v1/locks/{LockID}/heartbeat")
    @Operation(
            summary = "Keep a hold for another Timeout",
            description = "Counts for the session, and so for everything else that it holds. Every heartbeat is a new one: "
                    + "an Idempotency-Key is not looked at.")
    @ApiResponse(responseCode = "200", description = "The hold has its full Timeout again")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-lock: there is no such hold, or its time was over")
    @ApiResponse(responseCode = "409", description = "wrong-session: the hold belongs to another session")
    Lock heartbeat(@PathVariable("LockID") String lock, @RequestBody SessionReference session, Caller caller) {
        LockEvent outcome =
                caller.answer(desk.keepLock(caller.id(), new LockId(lock), new SessionId(session.sessionId())));
        HeldLock kept = Outcomes.orProblem(outcome, LockEvent.LockKept.class).lock();
        return LockAnswers.of(kept, kept.timeout());
    }

    @DeleteMapping("/v1/locks/{LockID}")
    @Idempotent
    @Operation(summary = "Release a hold; the next in line gets the lock in the same step")
    @ApiResponse(responseCode = "204", description = "It is released")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-lock: there is no such hold, or its time was over")
    @ApiResponse(responseCode = "409", description = "wrong-session: the hold belongs to another session")
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
        // Who asks once is never in line, unless another call with the same idempotency key is.
        boolean mayBeInLine = acquire.patience() instanceof Patience.InLine || caller.idempotencyKey().isPresent();
        Runnable giveUp = () -> {
            if (mayBeInLine) desk.giveUp(caller.id());
        };
        return caller.await(desk.carryOut(caller.id(), caller.idempotencyKey(), acquire), giveUp, desk::takeBack)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ProblemType.NOT_GRANTED, "the lock was not granted within the wait")));
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
