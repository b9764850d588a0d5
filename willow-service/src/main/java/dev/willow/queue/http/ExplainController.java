package dev.willow.queue.http;

import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.ProblemException;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Answers "why is my build not starting" and "why does this runner get nothing".
@RestController
@Tag(name = "Explain")
final class ExplainController {
    private static final ExplainRequest EVERYTHING = new ExplainRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    private final QueueDesk desk;
    private final Explanations explanations;

    ExplainController(QueueDesk desk, Explanations explanations) {
        this.desk = desk;
        this.explanations = explanations;
    }

    @PostMapping("/v1/queues/{Name}/explain")
    @Operation(
            summary = "Tell why a channel, an item or a query is not being served",
            description = "Asks for a channel by KeyValues, for an item by ItemID, or for a query by Selections, AND and OR; without "
                    + "any, for everything. Reasons come in the order in which they would have to be dealt with, with a stable Code: "
                    + "no-such-channel, nothing-waiting, rule-paused, limit-zero, limit-reached, limiter-unreachable, "
                    + "no-consumer-waiting, ready. An item that a consumer has, has no reasons. Of a query, the first 20 channels "
                    + "are explained, and all are counted.")
    @ApiResponse(responseCode = "200", description = "How things stand, and why")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue; unknown-item: no such item waits or is in processing")
    Explanation explain(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<ExplainRequest> request, Caller caller) {
        if (caller.answer(desk.queue(queue)).isEmpty()) throw new ProblemException(QueueProblems.noSuchQueue(queue));
        ExplainRequest wanted = request.orElse(EVERYTHING);
        if (wanted.keyValues().isPresent())
            return caller.answer(desk.situation(queue, wanted.keyValues().get()))
                    .map(explanations::of)
                    .orElseGet(Explanations::ofNothing);
        if (wanted.itemId().isPresent()) {
            ItemId item = new ItemId(wanted.itemId().get());
            return caller.answer(desk.situation(queue, item))
                    .map(explanations::of)
                    .orElseThrow(() -> new ProblemException(QueueProblems.of(new Refusal.NoSuchItem(item))));
        }
        return explanations.of(caller.answer(desk.situations(queue, wanted.toQuery())));
    }
}
