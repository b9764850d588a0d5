package dev.willow.locker.http;

import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.InvalidValueException;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Looking at locks that are held. One entry per hold: a shared lock shows once for each of its holders.
@RestController
@Tag(name = "Locks")
final class LockQueryController {
    private final LockDesk desk;

    LockQueryController(LockDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/v1/locks")
    @Operation(
            summary = "List the holds that match a query",
            description = "One entry per hold: a shared lock is listed once for each of its holders. Without a body, all."
                    + " For clients that can not send a body with GET there is POST /v1/locks/query.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by LockID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Lock>> list(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return answer(request, caller);
    }

    @PostMapping("/v1/locks/query")
    @Operation(
            summary = "List the holds that match a query",
            description = "One entry per hold: a shared lock is listed once for each of its holders. Without a body, all.")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by LockID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Lock>> query(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return answer(request, caller);
    }

    private ResponseEntity<List<Lock>> answer(Optional<QueryRequest> request, Caller caller) {
        QueryRequest wanted = request.orElse(QueryRequest.EVERYTHING);
        try {
            return Paging.answer(caller.answer(desk.query(wanted.toQuery(), wanted.toPage())), LockAnswers::of);
        } catch (InvalidValueException cursor) {
            throw new BadRequestException("$.After", cursor.getMessage());
        }
    }
}
