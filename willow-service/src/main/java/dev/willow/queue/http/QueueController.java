package dev.willow.queue.http;

import dev.willow.common.api.queue.Queue;
import dev.willow.common.api.queue.QueueProperties;
import dev.willow.common.api.queue.QueueRequest;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.ProblemException;
import dev.willow.kit.http.UrlNames;
import dev.willow.queue.domain.QueueCommand.CreateQueue;
import dev.willow.queue.domain.QueueCommand.DeleteQueue;
import dev.willow.queue.domain.QueueCommand.SetQueue;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Making, changing and deleting queues.
@RestController
@Tag(name = "Queues")
final class QueueController {
    private static final long UNLIMITED = -1;

    private final QueueDesk desk;

    QueueController(QueueDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/v1/queues")
    @Idempotent
    @Operation(
            summary = "Create a queue",
            description = "MaxItems, -1 if left out, is how many items it holds, waiting and in processing together; -1 is unlimited. "
                    + "The Limiter counts them, under the rule _willow_queue_limits. Name has no control characters, and at most 4096 "
                    + "characters when percent-encoded.")
    @ApiResponse(responseCode = "201", description = "It is there, and limited")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "409", description = "name-in-use")
    @ResponseStatus(HttpStatus.CREATED)
    Queue create(@RequestBody QueueRequest request, Caller caller) {
        long maxItems = request.spec().properties().maxItems().orElse(UNLIMITED);
        String name = UrlNames.checked(request.spec().definition().name(), "$.Spec.DBDefinition.Name");
        CreateQueue create = new CreateQueue(caller.id(), name, QueueRequests.capacity(maxItems));
        QueueEvent outcome = caller.answer(desk.carryOut(create, caller.idempotencyKey()));
        return QueueAnswers.of(Outcomes.orProblem(outcome, QueueEvent.QueueCreated.class).queue());
    }

    @GetMapping("/v1/queues")
    @Operation(summary = "List all queues, by name, with their totals")
    @ApiResponse(responseCode = "200", description = "All of them")
    List<Queue> list(Caller caller) {
        return caller.answer(desk.queues()).stream().map(QueueAnswers::of).toList();
    }

    @GetMapping("/v1/queues/{Name}")
    @Operation(summary = "Look at a queue and its totals")
    @ApiResponse(responseCode = "200", description = "The queue")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    Queue get(@PathVariable("Name") String name, Caller caller) {
        return QueueAnswers.of(find(name, caller));
    }

    @PutMapping("/v1/queues/{Name}")
    @Idempotent
    @Operation(
            summary = "Change a queue",
            description = "What is left out stays as it is. A MaxItems below what the queue holds lets nothing new in until there is room.")
    @ApiResponse(responseCode = "200", description = "It is changed")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    Queue change(@PathVariable("Name") String name, @RequestBody QueueProperties properties, Caller caller) {
        SetQueue set = new SetQueue(caller.id(), name, properties.maxItems().map(QueueRequests::capacity));
        QueueEvent outcome = caller.answer(desk.carryOut(set, caller.idempotencyKey()));
        QueueView changed = Outcomes.orProblem(outcome, QueueEvent.QueueChanged.class).queue();
        int consumers = caller.answer(desk.queue(name)).map(QueueView::consumers).orElse(0);
        return QueueAnswers.of(changed.withConsumers(consumers));
    }

    @DeleteMapping("/v1/queues/{Name}")
    @Idempotent
    @Operation(
            summary = "Delete a queue with all its items",
            description = "Callers that wait for its items get 409 at once; acks and heartbeats for items in processing are 404 from "
                    + "then on. Its counters in the Limiter are 0.")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("Name") String name, Caller caller) {
        QueueEvent outcome = caller.answer(desk.carryOut(new DeleteQueue(caller.id(), name), caller.idempotencyKey()));
        Outcomes.orProblem(outcome, QueueEvent.QueueDeleted.class);
    }

    private QueueView find(String name, Caller caller) {
        return caller.answer(desk.queue(name)).orElseThrow(() -> new ProblemException(QueueProblems.noSuchQueue(name)));
    }
}
