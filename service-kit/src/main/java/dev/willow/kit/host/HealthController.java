package dev.willow.kit.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.engine.EngineStatus;
import dev.willow.kit.http.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /health`: 200 when the service can serve, 503 with a reason when it can't.
@RestController
@Tag(name = "Health")
final class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /// @param status always `ready`
    record Health(@JsonProperty("Status") String status) {}

    @GetMapping("/health")
    @Operation(summary = "Tell whether the service can serve")
    @ApiResponse(responseCode = "200", description = "It can")
    @ApiResponse(responseCode = "503", description = "It can't now; the problem says why", content = {})
    Health health() {
        return switch (readiness.status()) {
            case EngineStatus.Ready _ -> new Health("ready");
            case EngineStatus.NotReady(String reason) ->
                    throw new ProblemException(Problem.of(ProblemType.UNAVAILABLE, reason));
        };
    }
}
