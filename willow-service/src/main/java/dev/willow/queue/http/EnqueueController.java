package dev.willow.queue.http;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.json.BatchRead;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.Problem;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.queue.domain.QueueEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Putting items into channels.
@RestController
@Tag(name = "Items")
final class EnqueueController {
    private static final int CREATED = 201;
    private static final int UPDATED = 200;

    private final QueueDesk desk;
    private final QueueRequests requests;

    EnqueueController(QueueDesk desk, QueueRequests requests) {
        this.desk = desk;
        this.requests = requests;
    }

    @PostMapping("/v1/queues/{Name}/channels/items")
    @Idempotent
    @Operation(
            summary = "Enqueue an item",
            description = "If the last item that waits in the channel is Updateable, it is overwritten: it keeps its place and its ID. "
                    + "Otherwise the item joins the end. TimeoutDuration 0 is the service's default.")
    @ApiResponse(responseCode = "201", description = "A new item waits")
    @ApiResponse(responseCode = "200", description = "The last waiting item was overwritten; Updates says how often by now")
    @ApiResponse(responseCode = "400", description = "The request is wrong, or has a key that begins with _; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    @ApiResponse(responseCode = "409", description = "queue-full: Limit and Count say how full")
    @ApiResponse(responseCode = "503", description = "limiter-unreachable: nothing new is let in without the Limiter; unavailable")
    ResponseEntity<EnqueueAnswer> enqueue(
            @PathVariable("Name") String queue, @RequestBody EnqueueRequest request, Caller caller) {
        var enqueue = requests.enqueue(caller.id(), queue, request, "$");
        QueueEvent outcome = caller.answer(desk.enqueue(enqueue, caller.idempotencyKey()));
        QueueEvent.Accepted accepted = Outcomes.orProblem(outcome, QueueEvent.Accepted.class);
        return ResponseEntity.status(status(accepted)).body(QueueAnswers.of(accepted));
    }

    /// All are handed to the engine before the first answer is waited for, so that they are decided and written together.
    @PostMapping("/v1/queues/{Name}/channels/items/batch")
    @Idempotent
    @Operation(
            summary = "Enqueue many items",
            description = "One result per entry, in order. Entries are independent: one that is refused does not undo another. Asked "
                    + "again with its Idempotency-Key, each entry that was decided is answered as it was, and the others are done.")
    @ApiResponse(responseCode = "200", description = "What became of each")
    @ApiResponse(responseCode = "400", description = "The body is no array, or has too many entries")
    List<BatchEntry<EnqueueAnswer>> enqueueAll(
            @PathVariable("Name") String queue, @RequestBody List<BatchRead<EnqueueRequest>> entries, Caller caller) {
        caller.idempotencyKey().ifPresent(key -> caller.answer(desk.beginBatch(caller.id(), key)));
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(entries.size());
        desk.together(() -> {
            for (int i = 0; i < entries.size(); i++) outcomes.add(start(queue, entries.get(i), i, caller));
        });
        return outcomes.stream().map(outcome -> result(caller.answer(outcome))).toList();
    }

    /// What became of an entry: an event, or why it never got to the queue.
    private sealed interface Outcome {
        record Happened(QueueEvent event) implements Outcome {}

        record Wrong(Problem problem) implements Outcome {}
    }

    private CompletableFuture<Outcome> start(String queue, BatchRead<EnqueueRequest> entry, int index, Caller caller) {
        try {
            return switch (entry) {
                case BatchRead.Refused<EnqueueRequest>(BadRequestException reason) -> throw reason;
                case BatchRead.Entry<EnqueueRequest>(EnqueueRequest request) -> start(queue, request, index, caller);
            };
        } catch (BadRequestException wrong) {
            return CompletableFuture.completedFuture(new Outcome.Wrong(wrong.problem()));
        }
    }

    private CompletableFuture<Outcome> start(String queue, EnqueueRequest request, int index, Caller caller) {
        RequestId by = new RequestId(caller.id().value() + "." + index);
        Optional<IdempotencyKey> key = caller.idempotencyKey()
                .map(whole -> new IdempotencyKey(whole.call() + "#" + index, whole.key(), whole.fingerprint()));
        return desk.enqueue(requests.enqueue(by, queue, request, "$[" + index + "]"), key).thenApply(Outcome.Happened::new);
    }

    private static BatchEntry<EnqueueAnswer> result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Wrong(Problem problem) -> BatchEntry.refused(problem);
            case Outcome.Happened(QueueEvent.Refused(var _, var refusal)) -> BatchEntry.refused(QueueProblems.of(refusal));
            case Outcome.Happened(QueueEvent event) -> {
                QueueEvent.Accepted accepted = Outcomes.orProblem(event, QueueEvent.Accepted.class);
                yield BatchEntry.done(status(accepted), QueueAnswers.of(accepted));
            }
        };
    }

    private static int status(QueueEvent.Accepted accepted) {
        return accepted.isUpdate() ? UPDATED : CREATED;
    }
}
