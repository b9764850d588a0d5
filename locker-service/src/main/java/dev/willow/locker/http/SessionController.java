package dev.willow.locker.http;

import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import dev.willow.kit.IdSource;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.docs.Waits;
import dev.willow.kit.http.Caller;
import dev.willow.locker.domain.LockCommand.CloseSession;
import dev.willow.locker.domain.LockCommand.OpenSession;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.SessionId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sessions that keep many holds with one heartbeat, and hear when others want them.
@RestController
@Tag(name = "Sessions")
final class SessionController {
    private final LockDesk desk;
    private final LockSettings settings;
    private final IdSource ids;

    SessionController(LockDesk desk, LockSettings settings, IdSource ids) {
        this.desk = desk;
        this.settings = settings;
        this.ids = ids;
    }

    @PostMapping("/v1/sessions")
    @Idempotent
    @Operation(
            summary = "Open a session for many holds",
            description = "One heartbeat keeps all that is held under it; its end releases everything. The body may be left "
                    + "out.")
    @ApiResponse(responseCode = "201", description = "It is open")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ResponseStatus(HttpStatus.CREATED)
    Session open(@RequestBody(required = false) Optional<OpenSessionRequest> request, Caller caller) {
        OpenSessionRequest wanted = request.orElse(OpenSessionRequest.DEFAULT);
        OpenSession open = new OpenSession(
                caller.id(), new SessionId(ids.next()), settings.timeout(wanted.timeout(), "$.Timeout"), wanted.owner());
        LockEvent outcome = caller.answer(desk.carryOut(caller.id(), caller.idempotencyKey(), open));
        return whole(Outcomes.orProblem(outcome, LockEvent.SessionOpened.class).session());
    }

    @PostMapping("/v1/sessions/{SessionID}/heartbeat")
    @Operation(
            summary = "Keep a session and all its holds for another Timeout",
            description = "Every heartbeat is a new one: an Idempotency-Key is not looked at.")
    @ApiResponse(responseCode = "200", description = "The session has its full Timeout again")
    @ApiResponse(responseCode = "404", description = "unknown-session: there is no such session, or its time was over")
    Session heartbeat(@PathVariable("SessionID") String session, Caller caller) {
        LockEvent outcome = caller.answer(desk.keepSession(caller.id(), new SessionId(session)));
        return whole(Outcomes.orProblem(outcome, LockEvent.SessionKept.class).session());
    }

    @DeleteMapping("/v1/sessions/{SessionID}")
    @Idempotent
    @Operation(
            summary = "Close a session, releasing all its holds",
            description = "Requests that wait in line on its behalf are turned away.")
    @ApiResponse(responseCode = "204", description = "It is closed")
    @ApiResponse(responseCode = "404", description = "unknown-session: there is no such session, or its time was over")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable("SessionID") String session, Caller caller) {
        CloseSession close = new CloseSession(caller.id(), new SessionId(session));
        LockEvent outcome = caller.answer(desk.carryOut(caller.id(), caller.idempotencyKey(), close));
        Outcomes.orProblem(outcome, LockEvent.SessionClosed.class);
    }

    @GetMapping("/v1/sessions/{SessionID}/contended")
    @Waits
    @Operation(
            summary = "Wait until others want what a session holds",
            description = "Answers at once if somebody waits for a hold of the session already.")
    @ApiResponse(
            responseCode = "200",
            description = "The LockIDs of this session that others wait for; none when the wait is over")
    @ApiResponse(responseCode = "400", description = "The wait is wrong")
    @ApiResponse(responseCode = "404", description = "unknown-session: there is no such session, or it ended meanwhile")
    @ApiResponse(responseCode = "429", description = "too-many-waiting: too many callers watch this session")
    List<String> contended(@PathVariable("SessionID") String session, Caller caller) {
        caller.patienceToListen(); // refused before anything is done for it
        var outcome = desk.watch(caller.id(), new SessionId(session), settings.maxWatchers());
        return caller.await(outcome, () -> desk.giveUp(caller.id()), nothingToTakeBack -> {})
                .map(event -> Outcomes.orProblem(event, LockEvent.Contended.class).locks())
                .orElse(List.of())
                .stream().map(LockId::value).toList();
    }

    /// With its full time before it.
    private static Session whole(dev.willow.locker.domain.Session session) {
        return LockAnswers.of(session, session.timeout());
    }
}
