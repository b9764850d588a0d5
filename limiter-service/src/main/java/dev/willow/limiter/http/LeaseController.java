package dev.willow.limiter.http;

import dev.willow.common.api.QueryPart;
import dev.willow.common.api.limiter.LeaseHeartbeatRequest;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.kit.http.Caller;
import dev.willow.limiter.domain.LimiterEvent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
        return LeaseSummary.of(caller.answer(desk.look(view -> view.leases(wanted.toQuery()))));
    }
}
