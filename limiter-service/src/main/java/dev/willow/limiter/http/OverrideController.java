package dev.willow.limiter.http;

import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.OverrideRequest;
import dev.willow.common.query.PageOf;
import dev.willow.kit.IdSource;
import dev.willow.kit.docs.Idempotent;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.Paging;
import dev.willow.kit.http.ProblemException;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.LimitView;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

/// Overrides: exceptions from a rule for some of what it applies to.
@RestController
@RequestMapping("/v1/limiter/rules/{Name}/overrides")
@Tag(name = "Overrides", description = "Where one applies, the rule's own limit is not asked, and every override that applies is")
final class OverrideController {
    private final LimitDesk desk;
    private final IdSource ids;

    OverrideController(LimitDesk desk, IdSource ids) {
        this.desk = desk;
        this.ids = ids;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent
    @Operation(
            summary = "Create an override",
            description = "Its group-by keys include all of the rule's; its values may be exact or Any. It counts what is there already. Name has no "
                    + "control characters, and at most 4096 characters when percent-encoded.")
    @ApiResponse(responseCode = "201", description = "The override stands")
    @ApiResponse(responseCode = "400", description = "The request is wrong, lacks keys of the rule, or could never apply; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    @ApiResponse(responseCode = "409", description = "name-in-use, group-in-use: another override of the rule, Name, has these")
    RuleOverride create(@PathVariable("Name") String rule, @RequestBody OverrideRequest request, Caller caller) {
        var definition = request.spec().definition();
        String id = ids.next();
        return stands(new LimiterCommand.CreateOverride(
                caller.id(), rule, id, LimitRequests.name(definition.name().orElse(id)), definition.groupBy(),
                LimitRequests.terms(request.spec().properties())), caller);
    }

    @GetMapping("/{OverrideName}")
    @Operation(summary = "Look at an override, by its name or its ID")
    @ApiResponse(responseCode = "200", description = "The override")
    @ApiResponse(responseCode = "404", description = "unknown-rule, unknown-override")
    RuleOverride get(@PathVariable("Name") String rule, @PathVariable("OverrideName") String name, Caller caller) {
        record Found(boolean rule, Optional<Bound.RuleOverride> override) {}
        Found found = caller.answer(desk.look(
                view -> new Found(view.rule(rule).isPresent(), view.override(rule, name))));
        if (!found.rule) throw noRule(rule);
        return found.override.map(LimitAnswers::of)
                .orElseThrow(() -> new ProblemException(LimitProblems.of(new Refusal.NoSuchOverride(rule, name))));
    }

    @PutMapping("/{OverrideName}")
    @Idempotent
    @Operation(
            summary = "Change the limit of an override, pause or resume it",
            description = "Members left out stay as they are.")
    @ApiResponse(responseCode = "200", description = "The override as it stands now")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule, unknown-override")
    RuleOverride change(
            @PathVariable("Name") String rule, @PathVariable("OverrideName") String name, @RequestBody LimitUpdate update,
            Caller caller) {
        return stands(new LimiterCommand.ChangeOverride(caller.id(), rule, name, LimitRequests.change(update)), caller);
    }

    @DeleteMapping("/{OverrideName}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Idempotent
    @Operation(summary = "Delete an override")
    @ApiResponse(responseCode = "204", description = "It is gone; the rule is asked again")
    @ApiResponse(responseCode = "404", description = "unknown-rule, unknown-override")
    void delete(@PathVariable("Name") String rule, @PathVariable("OverrideName") String name, Caller caller) {
        LimiterEvent outcome = caller.answer(
                desk.carryOut(new LimiterCommand.DeleteOverride(caller.id(), rule, name), caller.idempotencyKey()));
        Outcomes.orProblem(outcome, LimiterEvent.OverrideDeleted.class);
    }

    @GetMapping("/query")
    @Operation(summary = "Find overrides of a rule by their group-by keys")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    ResponseEntity<List<RuleOverride>> queryByGet(
            @PathVariable("Name") String rule, @RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        return query(rule, request, caller);
    }

    @PostMapping("/query")
    @Operation(summary = "Find overrides of a rule by their group-by keys")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The query is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    ResponseEntity<List<RuleOverride>> query(
            @PathVariable("Name") String rule, @RequestBody(required = false) Optional<QueryRequest> request, Caller caller) {
        QueryRequest wanted = request.orElse(QueryRequest.EVERYTHING);
        return page(rule, view -> view.overrides(rule, wanted.toQuery(), wanted.toPage()), caller);
    }

    @GetMapping("/match")
    @Operation(summary = "Find the overrides of a rule that would apply to some key-values")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The match is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    ResponseEntity<List<RuleOverride>> matchByGet(
            @PathVariable("Name") String rule, @RequestBody MatchRequest request, Caller caller) {
        return match(rule, request, caller);
    }

    @PostMapping("/match")
    @Operation(summary = "Find the overrides of a rule that would apply to some key-values")
    @Paged
    @ApiResponse(responseCode = "200", description = "The page, by ID unless ordered otherwise")
    @ApiResponse(responseCode = "400", description = "The match is wrong; Field says where")
    @ApiResponse(responseCode = "404", description = "unknown-rule")
    ResponseEntity<List<RuleOverride>> match(@PathVariable("Name") String rule, @RequestBody MatchRequest request, Caller caller) {
        return page(rule, view -> view.overrides(rule, request.toMatch(), request.toPage()), caller);
    }

    private ResponseEntity<List<RuleOverride>> page(
            String rule, Function<LimitView, Optional<PageOf<Bound.RuleOverride>>> look, Caller caller) {
        PageOf<Bound.RuleOverride> found = Lookups.whole(desk.look(look), caller).orElseThrow(() -> noRule(rule));
        return Paging.answer(found, LimitAnswers::of);
    }

    private RuleOverride stands(LimiterCommand.Asked command, Caller caller) {
        LimiterEvent outcome = caller.answer(desk.carryOut(command, caller.idempotencyKey()));
        return LimitAnswers.of(Outcomes.orProblem(outcome, LimiterEvent.OverrideStands.class).override());
    }

    private static ProblemException noRule(String name) {
        return new ProblemException(LimitProblems.of(new Refusal.NoSuchRule(name)));
    }
}
