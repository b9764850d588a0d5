package dev.willow.limiter.http;

import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.problem.BadRequestException;
import dev.willow.engine.RequestId;
import dev.willow.kit.docs.Waits;
import dev.willow.kit.http.Caller;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.RoomCursor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tells where room was made, so that whoever was refused need not ask again and again.
@RestController
@Tag(name = "Room", description = "A feed for services that hold work back until a limit has room")
final class RoomController {
    private final LimitDesk desk;

    RoomController(LimitDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/v1/limiter/room")
    @Waits
    @Operation(
            summary = "Hear of room in groups that refused somebody",
            description = "Without `after`: the present cursor at once. With it: what came since, or waits for it; when "
                    + "the wait passes, an empty list. `Missed`: the cursor was too old, anything may have room.")
    @ApiResponse(responseCode = "200", description = "What came since, or nothing; Cursor is what to ask with next")
    @ApiResponse(responseCode = "400", description = "`after` is no cursor, or `wait` no duration; Field says which")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: as many callers as may wait for news already do")
    RoomFeed room(
            @Parameter(description = "`Cursor` of the last answer") @RequestParam(name = "after", required = false) String after,
            Caller caller) {
        Optional<RoomCursor> cursor = Optional.ofNullable(after).map(RoomController::parse);
        boolean waits = !caller.patienceToListen().isZero(); // a wrong wait is refused before anything is done for it
        RequestId by = caller.id();
        return caller.await(desk.listen(by, cursor, waits), () -> desk.giveUp(by), _ -> {})
                .map(outcome -> LimitAnswers.of(Outcomes.orProblem(outcome, LimiterEvent.RoomTold.class).news()))
                .orElseGet(() -> new RoomFeed(after, false, List.of()));
    }

    private static RoomCursor parse(String after) {
        try {
            return RoomCursor.parse(after);
        } catch (NumberFormatException damaged) {
            throw new BadRequestException("after", "is no cursor of this feed");
        }
    }
}
