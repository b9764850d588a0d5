package dev.willow.queue.http;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.queue.HeartbeatAnswer;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.json.BatchRead;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.Problem;
import dev.willow.engine.RequestId;
import dev.willow.kit.http.Caller;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Keeping items that consumers have.
@RestController
@Tag(name = "Items")
final class HeartbeatController {
    private static final int KEPT = 200;

    private final QueueDesk desk;

    HeartbeatController(QueueDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/v1/queues/{Name}/channels/items/heartbeat")
    @Operation(
            summary = "Keep an item for another TimeoutDuration",
            description = "Superseded tells whether a newer item of the channel waits, so that the work may stop early. Every heartbeat is "
                    + "a new one: an Idempotency-Key is not looked at.")
    @ApiResponse(responseCode = "200", description = "The item has its full time again")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue; unknown-item: it is not in processing there, or its time was over")
    @ApiResponse(responseCode = "409", description = "conflict: the item was handed out again; FencingToken is the present one")
    HeartbeatAnswer heartbeat(@PathVariable("Name") String queue, @RequestBody HeartbeatRequest request, Caller caller) {
        return answer(caller.answer(beat(caller.id(), queue, request)));
    }

    /// All are handed to the engine before the first answer is waited for.
    @PostMapping("/v1/queues/{Name}/channels/items/heartbeat/batch")
    @Operation(
            summary = "Keep many items, each for another TimeoutDuration",
            description = "For whoever works on many items at once. One result per entry, in order, each as the single call would have "
                    + "answered. An Idempotency-Key is not looked at.")
    @ApiResponse(responseCode = "200", description = "What became of each: Status, and Result or Problem")
    @ApiResponse(responseCode = "400", description = "The body is no array, has too many entries, or cannot be read as JSON")
    List<BatchEntry<HeartbeatAnswer>> heartbeatAll(
            @PathVariable("Name") String queue, @RequestBody List<BatchRead<HeartbeatRequest>> entries, Caller caller) {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++)
            outcomes.add(start(new RequestId(caller.id().value() + "." + i), queue, entries.get(i)));
        return outcomes.stream().map(outcome -> result(caller.answer(outcome))).toList();
    }

    /// What became of an entry: an event, or why it never got to the queue.
    private sealed interface Outcome {
        record Happened(QueueEvent event) implements Outcome {}

        record Wrong(Problem problem) implements Outcome {}
    }

    private CompletableFuture<Outcome> start(RequestId by, String queue, BatchRead<HeartbeatRequest> entry) {
        return switch (entry) {
            case BatchRead.Refused<HeartbeatRequest>(BadRequestException reason) ->
                    CompletableFuture.completedFuture(new Outcome.Wrong(reason.problem()));
            case BatchRead.Entry<HeartbeatRequest>(HeartbeatRequest request) ->
                    beat(by, queue, request).thenApply(Outcome.Happened::new);
        };
    }

    private CompletableFuture<QueueEvent> beat(RequestId by, String queue, HeartbeatRequest request) {
        return desk.heartbeat(by, queue, new ItemId(request.itemId()), request.keyValues(), request.fencingToken());
    }

    private static BatchEntry<HeartbeatAnswer> result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Wrong(Problem problem) -> BatchEntry.refused(problem);
            case Outcome.Happened(QueueEvent.Refused(var _, var refusal)) -> BatchEntry.refused(QueueProblems.of(refusal));
            case Outcome.Happened(QueueEvent event) -> BatchEntry.done(KEPT, answer(event));
        };
    }

    private static HeartbeatAnswer answer(QueueEvent event) {
        return new HeartbeatAnswer(Outcomes.orProblem(event, QueueEvent.Kept.class).superseded());
    }
}
