package dev.willow.queue.http;

import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.ProblemException;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Refusal;
import dev.willow.queue.domain.machine.Situations;
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
    private final QueryExplanations queries;

    ExplainController(QueueDesk desk, Explanations explanations, QueryExplanations queries) {
        this.desk = desk;
        this.explanations = explanations;
        this.queries = queries;
    }

    @PostMapping("/v1/queues/{Name}/explain")
    @Operation(
            summary = "Tell why a channel, an item or a query is not being served",
            description = "Asks for a channel by KeyValues, for an item by ItemID, or for a query by Selections, AND and OR; without "
                    + "any, for everything. Nothing is changed by asking. Reasons come in the order in which they would have to be dealt with, "
                    + "with a stable Code: no-such-channel, nothing-waiting, rule-paused, limit-zero, limit-reached, limiter-unreachable, "
                    + "no-consumer-waiting, ready. A limit names its Rule, Override, Group, Limit, Count, and in Holders the newest 20 leases "
                    + "that hold its places: those of items in processing here, of whatever queue, with their Consumer, and those that "
                    + "somebody else added; Unnamed counts what has no lease of its own there. A Consumer is known by the X-Request-ID and "
                    + "the address of its dequeue; it is not kept over a restart. An item that a consumer has, has no reasons, but HeldBy. "
                    + "Of a query, all channels are counted by how they stand, and limits are named once, with one channel and how many Channels "
                    + "wait for room in their groups, for the 10 groups that hold back most and for up to 20 channels that are ready. "
                    + "WouldBeServed says whether a consumer with this query that came now would get an item.")
    @ApiResponse(responseCode = "200", description = "How things stand, and why")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue; unknown-item: no such item waits or is in processing")
    Explanation explain(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<ExplainRequest> request, Caller caller) {
        if (caller.answer(desk.queue(queue)).isEmpty()) throw new ProblemException(QueueProblems.noSuchQueue(queue));
        boolean isLimiterThere = caller.answer(desk.look(Situations::isLimiterThere));
        ExplainRequest wanted = request.orElse(EVERYTHING);
        if (wanted.keyValues().isPresent())
            return caller.answer(desk.look(situations -> situations.ofChannel(queue, wanted.keyValues().get())))
                    .map(situation -> explanations.of(situation, isLimiterThere, caller))
                    .orElseGet(Explanations::ofNothing);
        if (wanted.itemId().isPresent()) {
            ItemId item = new ItemId(wanted.itemId().get());
            return caller.answer(desk.look(situations -> situations.ofItem(queue, item)))
                    .map(situation -> explanations.of(situation, isLimiterThere, caller))
                    .orElseThrow(() -> new ProblemException(QueueProblems.of(new Refusal.NoSuchItem(item))));
        }
        return queries.of(caller.answer(desk.look(situations -> situations.ofQuery(queue, wanted.toQuery()))), isLimiterThere, caller);
    }
}
