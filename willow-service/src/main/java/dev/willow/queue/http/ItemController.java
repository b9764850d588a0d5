package dev.willow.queue.http;

import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Explanation.Consumer;
import dev.willow.common.api.queue.Item;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.docs.Waits;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.RequestIds;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.QueueEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Taking items, and ending the work on them.
@RestController
@Tag(name = "Items")
final class ItemController {
    /// The queue itself ends the patience of those who wait. A question to the Limiter that is open at that moment is
    /// still waited for.
    private static final Duration LAST_TRY = Duration.ofSeconds(10);

    private final QueueDesk desk;
    private final QueueRequests requests;
    private final ConsumerBook consumers;

    ItemController(QueueDesk desk, QueueRequests requests, ConsumerBook consumers) {
        this.desk = desk;
        this.requests = requests;
        this.consumers = consumers;
    }

    @GetMapping("/v1/queues/{Name}/channels/items")
    @Waits
    @Idempotent
    @Parameter(name = "max", in = ParameterIn.QUERY, description = "The most items to take; the answer is then an array",
            schema = @Schema(type = "integer", minimum = "1"))
    @Operation(
            summary = "Take an item from a channel that matches a query, waiting for one",
            description = "The first item of a channel that the limits let run; a channel that they hold back holds up no other. "
                    + "Strategy says which of several channels: round-robin, oldest, random, or priority by the highest value of "
                    + "PriorityKey. Without a body, from any channel. For clients that can not send a body with GET there is POST "
                    + "/v1/queues/{Name}/channels/items/dequeue.")
    @ApiResponse(responseCode = "200", description = "The item, or, with max, an array of those that were there",
            content = @Content(schema = @Schema(oneOf = {Item.class, Item[].class})))
    @ApiResponse(responseCode = "204", description = "There was nothing within the wait", content = @Content)
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    @ApiResponse(responseCode = "409", description = "queue-deleted: while the caller waited")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: as many callers as may already wait")
    @ApiResponse(responseCode = "503", description = "limiter-unreachable: nothing is handed out without the Limiter; unavailable")
    ResponseEntity<Object> take(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<DequeueRequest> request, Caller caller,
            HttpServletRequest http) {
        return hand(queue, request, caller, http);
    }

    @PostMapping("/v1/queues/{Name}/channels/items/dequeue")
    @Waits
    @Idempotent
    @Parameter(name = "max", in = ParameterIn.QUERY, description = "The most items to take; the answer is then an array",
            schema = @Schema(type = "integer", minimum = "1"))
    @Operation(
            summary = "Take an item from a channel that matches a query, waiting for one",
            description = "As GET /v1/queues/{Name}/channels/items.")
    @ApiResponse(responseCode = "200", description = "The item, or, with max, an array of those that were there",
            content = @Content(schema = @Schema(oneOf = {Item.class, Item[].class})))
    @ApiResponse(responseCode = "204", description = "There was nothing within the wait", content = @Content)
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    @ApiResponse(responseCode = "409", description = "queue-deleted: while the caller waited")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: as many callers as may already wait")
    @ApiResponse(responseCode = "503", description = "limiter-unreachable: nothing is handed out without the Limiter; unavailable")
    ResponseEntity<Object> dequeue(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<DequeueRequest> request, Caller caller,
            HttpServletRequest http) {
        return hand(queue, request, caller, http);
    }

    @PostMapping("/v1/queues/{Name}/channels/items/ack")
    @Idempotent
    @Operation(
            summary = "End the work on an item",
            description = "Success removes it. After a failure it is tried again as its RetryAttempts and RetryPosition say. Release gives "
                    + "it back to the front with no attempt used. KeyValues, unless empty, must be the item's channel, and FencingToken that of "
                    + "the present hand-out. When this is answered, its counters in the Limiter are up to date, "
                    + "or, while the Limiter is away, will be.")
    @ApiResponse(responseCode = "200", description = "The item is not in processing any more")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue; unknown-item: it is not in processing there, or its time was over")
    @ApiResponse(responseCode = "409", description = "conflict: the item was handed out again; FencingToken is the present one")
    void ack(@PathVariable("Name") String queue, @RequestBody AckRequest request, Caller caller) {
        QueueEvent outcome =
                caller.answer(desk.carryOut(requests.ack(caller.id(), queue, request), caller.idempotencyKey()));
        consumers.ended(Outcomes.orProblem(outcome, QueueEvent.Acked.class).item());
    }

    private ResponseEntity<Object> hand(String queue, Optional<DequeueRequest> request, Caller caller, HttpServletRequest http) {
        OptionalInt max = caller.max();
        Dequeue wish = requests.dequeue(
                caller.id(), queue, request.orElse(DequeueRequest.ANY), max.orElse(1), caller.patience(),
                caller.idempotencyKey().isPresent());
        QueueEvent outcome = caller.await(
                        desk.dequeue(wish, caller.idempotencyKey()), LAST_TRY,
                        () -> desk.giveUp(caller.id()), late -> desk.takeBack(queue, late))
                .orElseGet(() -> new QueueEvent.NothingToHandOut(caller.id()));
        if (outcome instanceof QueueEvent.NothingToHandOut) return ResponseEntity.noContent().build();
        List<Delivery> deliveries = Outcomes.orProblem(outcome, QueueEvent.HandedOut.class).deliveries();
        consumers.took(deliveries, new Consumer(RequestIds.current().orElse(caller.id().value()), http.getRemoteAddr()));
        List<Item> items = deliveries.stream().map(QueueAnswers::of).toList();
        return ResponseEntity.ok(max.isPresent() ? items : items.getFirst());
    }
}
