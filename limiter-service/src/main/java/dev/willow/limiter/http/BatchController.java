package dev.willow.limiter.http;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.json.BatchRead;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.Problem;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Many changes of counters in one call. All are handed to the engine before the first answer is waited for, so that
/// they are written together.
@RestController
@Tag(name = "Counters")
final class BatchController {
    private static final int DONE = 200;

    private final LimitDesk desk;
    private final CounterChanges changes;

    BatchController(LimitDesk desk, CounterChanges changes) {
        this.desk = desk;
        this.changes = changes;
    }

    @PutMapping("/v1/limiter/counters/batch")
    @Idempotent
    @Operation(
            summary = "Add to and subtract from many counters",
            description = "Entries are independent: one that is refused does not undo another. What they do may take effect in any order; entries "
                    + "that depend on each other belong into two calls. Where a limit refuses, and the call has no Idempotency-Key, DecidedBy lists the keys that decide: while the rules stay, "
                    + "an addition to any counter with the same values under these, and without the same of them, is up against the same limit and group.")
    @Parameter(
            name = "backed", in = ParameterIn.QUERY, schema = @Schema(type = "boolean"),
            description = "whether the caller has an account of the leases of its own and compares it with the Limiter's whenever that has started (leases/digest, "
                    + "leases/settled), as Willow does; changes of such leases may be answered before they are on disk. No entry has a Result then. "
                    + "There is one such owner: where there is a Willow, it is Willow. Has no effect with an Idempotency-Key")
    @ApiResponse(responseCode = "200", description = "One result per entry, in order: Status, and Result or Problem; where it is backed, Status and perhaps Problem")
    @ApiResponse(responseCode = "400", description = "The body is no array, has too many entries, or cannot be read as JSON, as when anything in it is nested too deep")
    List<BatchEntry<Counter>> change(
            @RequestBody List<BatchRead<CounterRequest>> entries, @Parameter(hidden = true) @RequestParam(name = "backed", defaultValue = "false") String backed,
            Caller caller) {
        boolean areBacked = areBacked(backed) && caller.idempotencyKey().isEmpty();
        caller.idempotencyKey().ifPresent(key -> caller.answer(desk.beginBatch(caller.id(), key)));
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(entries.size());
        desk.together(() -> {
            for (int i = 0; i < entries.size(); i++) outcomes.add(start(entries.get(i), i, areBacked, caller));
        });
        List<Outcome> all = outcomes.stream().map(caller::answer).toList();
        Map<Refusal.Limited, List<String>> decidedBy = decidedBy(all, caller);
        return all.stream().map(outcome -> result(outcome, areBacked, decidedBy)).toList();
    }

    private static boolean areBacked(String backed) {
        return switch (backed) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException("backed", "must be true or false");
        };
    }

    /// Looked up after the refusals: if the rules change in between, the room feed tells of it after the refusals as well. Not for
    /// calls that may be repeated under their key, which get the same answer under other rules.
    private Map<Refusal.Limited, List<String>> decidedBy(List<Outcome> outcomes, Caller caller) {
        if (caller.idempotencyKey().isPresent()) return Map.of();
        Set<Refusal.Limited> limited = new HashSet<>();
        for (Outcome outcome : outcomes)
            if (outcome instanceof Outcome.Happened(LimiterEvent.Refused(var _, Refusal.Limited refusal))) limited.add(refusal);
        return limited.isEmpty() ? Map.of() : caller.answer(desk.look(view -> view.decidedBy(limited)));
    }

    /// What became of an entry: an event, or why it never got to the table.
    private sealed interface Outcome {
        record Happened(LimiterEvent event) implements Outcome {}

        record Wrong(Problem problem) implements Outcome {}
    }

    private CompletableFuture<Outcome> start(BatchRead<CounterRequest> entry, int index, boolean isBacked, Caller caller) {
        return switch (entry) {
            case BatchRead.Refused<CounterRequest>(BadRequestException reason) ->
                    CompletableFuture.completedFuture(new Outcome.Wrong(reason.problem()));
            case BatchRead.Entry<CounterRequest>(CounterRequest request) -> start(request, index, isBacked, caller);
        };
    }

    private CompletableFuture<Outcome> start(CounterRequest request, int index, boolean isBacked, Caller caller) {
        RequestId by = new RequestId(caller.id().value() + "." + index);
        Optional<IdempotencyKey> key = caller.idempotencyKey()
                .map(whole -> new IdempotencyKey(whole.call() + "#" + index, whole.key(), whole.fingerprint()));
        try {
            CompletableFuture<LimiterEvent> change =
                    isBacked ? changes.changeBacked(by, request) : changes.change(by, key, request, false);
            return change.thenApply(Outcome.Happened::new);
        } catch (BadRequestException wrong) {
            BadRequestException placed = new BadRequestException(wrong.field().replaceFirst("^\\$", "\\$[" + index + "]"), wrong.getMessage());
            return CompletableFuture.completedFuture(new Outcome.Wrong(placed.problem()));
        }
    }

    private static BatchEntry<Counter> result(Outcome outcome, boolean isBacked, Map<Refusal.Limited, List<String>> decidedBy) {
        return switch (outcome) {
            case Outcome.Wrong(Problem problem) -> BatchEntry.refused(problem);
            case Outcome.Happened(LimiterEvent event) -> Outcomes.refusalIn(event)
                    .map((Refusal refusal) -> BatchEntry.<Counter>refused(problem(refusal, decidedBy)))
                    .orElseGet(() -> done(Outcomes.orProblem(event, LimiterEvent.Counted.class), isBacked));
        };
    }

    /// To write a counter and to read it takes longer than to change it, and the owner of backed leases does not look at it.
    private static BatchEntry<Counter> done(LimiterEvent.Counted counted, boolean isBacked) {
        return isBacked ? BatchEntry.done(DONE) : BatchEntry.done(DONE, LimitAnswers.of(counted.counter()));
    }

    private static Problem problem(Refusal refusal, Map<Refusal.Limited, List<String>> decidedBy) {
        Problem problem = LimitProblems.of(refusal);
        return refusal instanceof Refusal.Limited limited && decidedBy.containsKey(limited)
                ? problem.with("DecidedBy", decidedBy.get(limited)) : problem;
    }
}
