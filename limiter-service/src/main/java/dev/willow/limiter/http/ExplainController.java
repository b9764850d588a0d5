package dev.willow.limiter.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.kit.http.Caller;
import dev.willow.kit.http.ProblemException;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.Explanation;
import dev.willow.limiter.domain.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Says why an addition would be let in or not.
@RestController
@Tag(name = "Counters")
final class ExplainController {
    private final LimitDesk desk;

    ExplainController(LimitDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/v1/limiter/explain")
    @Operation(
            summary = "Tell what would happen to an addition, and why",
            description = "Nothing is changed by asking, so whether Locker can be reached is told as it was when it was last needed. "
                    + "A subtraction is always allowed and asks nothing.")
    @ApiResponse(responseCode = "200", description = "Every rule and override that would be asked, those that refuse first, each with what would have to change for it "
            + "to let the addition in; and the rules that overrides replace")
    @ApiResponse(responseCode = "400", description = "The request is wrong; Field says where")
    CounterExplanation explain(@RequestBody CounterRequest request, Caller caller) {
        if (!LimitRequests.adds(request)) {
            LimitRequests.subtracted(request); // refuses what would be refused
            return ExplainAnswers.SUBTRACTION;
        }
        Addition addition = LimitRequests.addition(request);
        Explanation explained = caller.answer(desk.look(view -> view.explain(addition)));
        if (explained.allowed() && explained.tooLarge()) throw new ProblemException(LimitProblems.of(new Refusal.TooLarge()));
        return ExplainAnswers.of(explained);
    }
}
