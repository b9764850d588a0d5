package dev.willow.limiter.http;

import dev.willow.common.api.QueryPart;
import dev.willow.common.api.limiter.LeaseHeartbeatRequest;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.common.api.limiter.SettleRequest;
import dev.willow.kit.http.Caller;
import dev.willow.limiter.domain.LimiterEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Keeping leases alive, and comparing them.
@RestController
@Tag(name = "Leases", description = "Parts of a counter that can be added again without effect and are removed once")
final class LeaseController {
    private final LimitDesk desk;

    LeaseController(LimitDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/v1/limiter/leases/heartbeat")
    @Operation(
            summary = "Keep leases for another time-out",
            description = "A lease is kept in every counter that it is in. A request names at most as many ids as a batch may have entries "
                    + "(`limits.batch-items`, 1,000 by default).")
    @ApiResponse(responseCode = "200", description = "The ids that are unknown")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    List<String> heartbeat(@RequestBody LeaseHeartbeatRequest request, Caller caller) {
        LimiterEvent outcome = caller.answer(desk.heartbeat(caller.id(), LimitRequests.leases(request)));
        return Outcomes.orProblem(outcome, LimiterEvent.HeartbeatTaken.class).unknown();
    }

    @PostMapping("/v1/limiter/leases/digest")
    @Operation(
            summary = "Compare leases without listing them",
            description = "How many leases there are in the counters that match the query, without a body in all of them, and a digest: the same for the "
                    + "same leases in the same counters, and another as soon as one is more, less or different. Whoever has its own account of its leases "
                    + "learns so from a few bytes whether the Limiter agrees; how a digest is made, LeaseDigest of the Java library shows.")
    @ApiResponse(responseCode = "200", description = "The number and the digest")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    LeaseSummary digest(@RequestBody(required = false) Optional<QueryPart> query, Caller caller) {
        QueryPart wanted = query.orElse(QueryPart.EVERYTHING);
        return caller.answer(desk.look(view -> LeaseSummary.of(view.leases(wanted.toQuery()), view.run())));
    }

    @PostMapping("/v1/limiter/leases/settled")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Say that all backed leases are there",
            description = "Backed leases (see the batch of counters) are answered before they are on disk. A Limiter that did not end in peace may lack the last of "
                    + "them, so it compares nobody with limits until their owner has compared its account with the digest, repaired what differs, and said so here with "
                    + "the Run of the digest. Willow does so by itself. Without Run it is said by an operator, who knows that no Willow will come.")
    @ApiResponse(responseCode = "204", description = "From now on additions are compared with limits again")
    @ApiResponse(responseCode = "409", description = "conflict: the Limiter has started since, and has Run now: compare again")
    void settle(@RequestBody SettleRequest request, Caller caller) {
        Outcomes.orProblem(caller.answer(desk.settle(caller.id(), request.run())), LimiterEvent.Settled.class);
    }
}
