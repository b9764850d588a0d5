package dev.willow.kit.docs;

import dev.willow.common.problem.ProblemType;
import dev.willow.kit.http.Paged;
import dev.willow.kit.http.Paging;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/// Completes what the documentation says of each call: the refusals that every call has, and that each of them comes as
/// a problem of the kinds that its text names.
final class ProblemDocs implements GlobalOperationCustomizer {
    private static final String PROBLEM_JSON = "application/problem+json";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        ApiResponses responses = operation.getResponses();
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody) {
            add(responses, "400", "The request is wrong; Field, or Line and Column, say where");
            add(responses, "413", "body-too-large: over `limits.body-size`, 1 MiB by default");
            add(responses, "415", "unsupported-media-type: the body is not JSON");
        }
        if (method.hasMethodAnnotation(Idempotent.class)) {
            add(responses, "400", "The request is wrong; Field says where");
            add(responses, "422", "idempotency-key-reused: the key was used with another body");
        }
        add(responses, "503", "unavailable: the service cannot serve now; Retry-After says when to try again");
        if (method.hasMethodAnnotation(Paged.class))
            responses.get("200").addHeaderObject(Paging.NEXT_CURSOR, new Header().$ref("#/components/headers/" + Paging.NEXT_CURSOR));
        responses.forEach((status, response) -> {
            if (status.compareTo("400") >= 0) response.setContent(problem(status, response.getDescription(), hasBody));
        });
        return operation;
    }

    private static void add(ApiResponses responses, String status, String description) {
        responses.computeIfAbsent(status, absent -> new ApiResponse().description(description));
    }

    private static Content problem(String status, String description, boolean hasBody) {
        MediaType type = new MediaType().schema(Schemas.reference("Problem"));
        for (ProblemType kind : kinds(status, description, hasBody))
            type.addExamples(kind.code(), new Example().$ref("#/components/examples/" + kind.code()));
        return new Content().addMediaType(PROBLEM_JSON, type);
    }

    private static Set<ProblemType> kinds(String status, String description, boolean hasBody) {
        Set<ProblemType> kinds = new LinkedHashSet<>(ProblemExamples.namedIn(description));
        if (status.equals("400")) kinds.add(ProblemType.INVALID_REQUEST);
        if (status.equals("400") && hasBody) kinds.add(ProblemType.MALFORMED_JSON);
        if (status.equals("503")) kinds.add(ProblemType.UNAVAILABLE);
        kinds.removeIf(kind -> !status.equals(Integer.toString(kind.status())));
        return kinds;
    }
}
