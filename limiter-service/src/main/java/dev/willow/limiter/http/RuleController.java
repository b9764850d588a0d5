package dev.willow.limiter.http;

import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.kit.IdSource;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.ProblemException;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Refusal;
import io.swagger.v3.oas.annotations.Operation;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Rules: how much each combination of some keys' values may count.
@RestController
@RequestMapping("/v1/limiter/rules")
@Tag(name = "Rules", description = "Limit, for each combination of the group-by keys' values, the sum of the counters")
final class RuleController {
    private final LimitDesk desk;
    private final IdSource ids;

    RuleController(LimitDesk desk, IdSource ids) {
        this.desk = desk;
        this.ids = ids;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    @Operation(
            summary = "Create a rule",
            description = "It counts what is there already. Without a name its ID is its name. Name has no control characters, and at most 4096 "
                    + "characters when percent-encoded.")
    @ApiResponse(responseCode = "201", description = "The rule stands")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "409", description = "name-in-use: another rule has this name. group-in-use: another rule, Name, has these group-by keys")
    Rule create(@RequestBody RuleRequest request, Caller caller) {
        var definition = request.spec().definition();
        String id = ids.next();
        Bound.Rule rule = new Bound.Rule(
                id, LimitRequests.name(definition.name().orElse(id)), definition.groupBy(),
                LimitRequests.terms(request.spec().properties()));
        return stands(new LimiterCommand.CreateRule(caller.id(), rule), caller);
    }

    @GetMapping("/{Name}")
    @Operation(summary = "Look at a rule, by its name or its ID")
    @ApiResponse(responseCode = "200", description = "The rule with its overrides")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    Rule get(@PathVariable("Name") String name, Caller caller) {
        return caller.answer(desk.look(view -> view.rule(name)))
                .map(LimitAnswers::of)
                .orElseThrow(() -> new ProblemException(LimitProblems.of(new Refusal.NoSuchRule(name))));
    }

    @PutMapping("/{Name}")
    @Idempotent
    @Operation(
            summary = "Change the limit of a rule, pause or resume it",
            description = "Members left out stay as they are. Additions that wait in line and the room feed hear of it.")
    @ApiResponse(responseCode = "200", description = "The rule as it stands now")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    Rule change(@PathVariable("Name") String name, @RequestBody LimitUpdate update, Caller caller) {
        return stands(new LimiterCommand.ChangeRule(caller.id(), name, LimitRequests.change(update)), caller);
    }

    @DeleteMapping("/{Name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Idempotent
    @Operation(summary = "Delete a rule and its overrides")
    @ApiResponse(responseCode = "204", description = "It is gone, with its overrides; the counters stay")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    void delete(@PathVariable("Name") String name, Caller caller) {
        LimiterEvent outcome =
                caller.answer(desk.carryOut(new LimiterCommand.DeleteRule(caller.id(), name), caller.idempotencyKey()));
        Outcomes.orProblem(outcome, LimiterEvent.RuleDeleted.class);
    }

    @GetMapping("/query")
    @Operation(summary = "Find rules by their group-by keys")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Rule>> queryByGet(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return query(request, caller);
    }

    @PostMapping("/query")
    @Operation(summary = "Find rules by their group-by keys")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    ResponseEntity<List<Rule>> query(@RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        QueryRequest wanted = request.orElse(QueryRequest.EVERYTHING);
        return Lookups.answer(
                desk.look(view -> view.rules(wanted.toQuery(), wanted.toPage())), caller, LimitAnswers::of);
    }

    @GetMapping("/match")
    @Operation(summary = "Find the rules that would apply to some key-values")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The match is wrong; Field says where")
    ResponseEntity<List<Rule>> matchByGet(@RequestBody MatchRequest request, Caller caller) {
        return match(request, caller);
    }

    @PostMapping("/match")
    @Operation(summary = "Find the rules that would apply to some key-values")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The match is wrong; Field says where")
    ResponseEntity<List<Rule>> match(@RequestBody MatchRequest request, Caller caller) {
        return Lookups.answer(
                desk.look(view -> view.rules(request.toMatch(), request.toPage())), caller, LimitAnswers::of);
    }

    private Rule stands(LimiterCommand.Asked command, Caller caller) {
        LimiterEvent outcome = caller.answer(desk.carryOut(command, caller.idempotencyKey()));
        return LimitAnswers.of(Outcomes.orProblem(outcome, LimiterEvent.RuleStands.class).rule());
    }
}
