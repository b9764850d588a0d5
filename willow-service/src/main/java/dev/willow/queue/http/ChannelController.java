package dev.willow.queue.http;

import dev.willow.common.api.QueryPart;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.api.queue.ChannelReference;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.query.PageOf;
import dev.willow.common.values.InvalidValueException;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.Paging;
import dev.willow.kit.http.ProblemException;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueCommand.DeleteChannel;
import dev.willow.queue.domain.QueueCommand.DeleteChannels;
import dev.willow.queue.domain.QueueEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Looking at channels and deleting them. They are made by their first item and gone with their last.
@RestController
@Tag(name = "Channels")
final class ChannelController {
    private final QueueDesk desk;

    ChannelController(QueueDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/v1/queues/{Name}/channels")
    @Operation(
            summary = "List the channels that match a query",
            description = "Without a body, all. For clients that can not send a body with GET there is POST "
                    + "/v1/queues/{Name}/channels/query.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    ResponseEntity<List<Channel>> list(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return answer(queue, request, caller);
    }

    @PostMapping("/v1/queues/{Name}/channels/query")
    @Operation(summary = "List the channels that match a query", description = "Without a body, all.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue")
    ResponseEntity<List<Channel>> query(
            @PathVariable("Name") String queue, @RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return answer(queue, request, caller);
    }

    @DeleteMapping(path = "/v1/queues/{Name}/channels", params = "many!=true")
    @Idempotent
    @Operation(
            summary = "Delete a channel with its items, or all that match a query",
            description = "The body is the channel's key-values, bare or as KeyValues. Acks and heartbeats for items in processing are "
                    + "404 from then on; callers that wait for items go on waiting, for what comes next. With many=true, the "
                    + "body is a query, and every channel that matches is deleted; {} matches all.",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(
                    required = true,
                    content = @Content(schema = @Schema(anyOf = {ChannelReference.class, QueryPart.class}))))
    @ApiResponse(responseCode = "204", description = "They are gone, and their counters in the Limiter are 0")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-queue; unknown-channel: there is no such channel, or none that matches")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable("Name") String queue,
            @Parameter(description = "whether the body is a query", schema = @Schema(type = "boolean"))
            @RequestParam(name = "many", defaultValue = "false") String many,
            @RequestBody ChannelReference channel,
            Caller caller) {
        if (!many.equals("false")) throw new BadRequestException("many", "must be true or false");
        delete(new DeleteChannel(caller.id(), queue, channel.keyValues()), caller);
    }

    /// The query is required, so that a forgotten body does not delete everything.
    @DeleteMapping(path = "/v1/queues/{Name}/channels", params = "many=true")
    @Operation(hidden = true) // documented as the same call
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteMany(@PathVariable("Name") String queue, @RequestBody QueryPart query, Caller caller) {
        delete(new DeleteChannels(caller.id(), queue, query.toQuery()), caller);
    }

    private void delete(QueueCommand.OfCaller command, Caller caller) {
        QueueEvent outcome = caller.answer(desk.carryOut(command, caller.idempotencyKey()));
        Outcomes.orProblem(outcome, QueueEvent.ChannelsDeleted.class);
    }

    private ResponseEntity<List<Channel>> answer(String queue, Optional<QueryRequest> request, Caller caller) {
        QueryRequest wanted = request.orElse(QueryRequest.EVERYTHING);
        try {
            PageOf<ChannelView> page = caller.answer(desk.channels(queue, wanted.toQuery(), wanted.toPage()))
                    .orElseThrow(() -> new ProblemException(QueueProblems.noSuchQueue(queue)));
            return Paging.answer(page, QueueAnswers::of);
        } catch (InvalidValueException cursor) {
            throw new BadRequestException("$.After", cursor.getMessage());
        }
    }
}
