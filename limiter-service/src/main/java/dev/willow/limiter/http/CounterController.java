package dev.willow.limiter.http;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.engine.RequestId;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.ProblemException;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.LimiterEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Counters: what the rules count.
@RestController
@RequestMapping("/v1/limiter/counters")
@Tag(name = "Counters", description = "Numbers that are the sum of their leases and plain additions")
final class CounterController {
    private final LimitDesk desk;
    private final CounterChanges changes;

    CounterController(LimitDesk desk, CounterChanges changes) {
        this.desk = desk;
        this.changes = changes;
    }

    @PutMapping
    @Idempotent
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description = "How long an addition may wait in line until it fits, first come, first served in each exhausted group: "
                    + "nanoseconds, or text with a unit such as `30s`. Without it, or with 0, it is asked once; with the Idempotency-Key of an "
                    + "addition that waits, this ends that wait, and both get the same answer.",
            schema = @Schema(type = "string"))
    @Operation(
            summary = "Add to a counter, or subtract from it",
            description = "A positive number adds, and is asked of every rule that applies; a negative one subtracts, and asks none. With a Lease "
                    + "an addition is done once, however often it is repeated, and a subtraction removes just that lease, whole, whatever the "
                    + "number. A repetition keeps the lease alive and changes neither its number nor its time-out. A lease belongs to its "
                    + "counter: the same ID in another counter is another lease, which counts on its own; a heartbeat keeps both. The answer "
                    + "names the lease of the request alone, because a counter may have very many.")
    @ApiResponse(responseCode = "200", description = "What the counter stands at; 0 without an ID: it is gone")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "409", description = "limit-reached, limit-zero, rule-paused: with Rule, Override (if one was asked), Limit, Count and Group")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: the line of a group is full; with Rule, Override (if it is one's) and Group")
    @ApiResponse(responseCode = "503", description = "locker-unreachable: a finite limit applies, and the lock of its group could not be had")
    Counter change(@RequestBody CounterRequest request, Caller caller, HttpServletRequest http) {
        boolean waits = http.getParameter("wait") != null && !caller.patience().isZero();
        boolean inLine = waits && LimitRequests.adds(request);
        CompletableFuture<LimiterEvent> outcome = changes.change(caller.id(), caller.idempotencyKey(), request, inLine);
        if (inLine) return counted(await(outcome, LimitRequests.addition(request), caller));
        return counted(caller.answer(outcome));
    }

    @PutMapping("/set")
    @Idempotent
    @Operation(
            summary = "Set a counter without asking the rules",
            description = "The counter stands at the number and has no leases; at or below 0 it is gone.")
    @ApiResponse(responseCode = "200", description = "What the counter stands at")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    Counter set(@RequestBody CounterRequest request, Caller caller) {
        return counted(caller.answer(changes.set(caller.id(), caller.idempotencyKey(), request)));
    }

    @GetMapping("/query")
    @Operation(summary = "Find counters", description = "Each counter names all its leases.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Counter>> queryByGet(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return query(request, caller);
    }

    @PostMapping("/query")
    @Operation(summary = "Find counters", description = "Each counter names all its leases.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Counter>> query(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        QueryRequest wanted = request.orElse(QueryRequest.EVERYTHING);
        return Lookups.answer(
                desk.look(view -> view.counters(wanted.toQuery(), wanted.toPage())), caller, LimitAnswers::of);
    }

    private LimiterEvent await(CompletableFuture<LimiterEvent> outcome, Addition addition, Caller caller) {
        RequestId by = caller.id();
        return caller.await(outcome, () -> desk.giveUp(by), late -> desk.takeBack(late, addition))
                .orElseThrow(() -> heldBack(addition, caller));
    }

    /// For a caller that goes while its addition stays in line for another one with the same idempotency key.
    private ProblemException heldBack(Addition addition, Caller caller) {
        return new ProblemException(caller.answer(desk.look(view -> view.heldBack(addition)))
                .map(LimitProblems::of)
                .orElseGet(() -> Problem.of(ProblemType.LIMIT_REACHED, "the addition did not fit within the wait")));
    }

    private static Counter counted(LimiterEvent outcome) {
        return LimitAnswers.of(Outcomes.orProblem(outcome, LimiterEvent.Counted.class).counter());
    }
}
