package dev.willow.locker.http;

import dev.willow.common.problem.Problem;
import dev.willow.kit.docs.Idempotent;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/// Completes what the documentation says of each call: the refusals that every call has, and that each of them comes as
/// a problem.
@Component
final class ProblemDocs implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        ApiResponses responses = operation.getResponses();
        if (operation.getRequestBody() != null) {
            add(responses, "413", "body-too-large");
            add(responses, "415", "unsupported-media-type: the body is not JSON");
        }
        if (method.hasMethodAnnotation(Idempotent.class))
            add(responses, "422", "idempotency-key-reused: the key was used with another body");
        add(responses, "503", "unavailable: the service cannot serve now; Retry-After says when to try again");
        responses.forEach((status, response) -> {
            if (status.compareTo("400") >= 0) response.setContent(problem());
        });
        return operation;
    }

    private static void add(ApiResponses responses, String status, String description) {
        responses.computeIfAbsent(status, absent -> new ApiResponse().description(description));
    }

    private static Content problem() {
        Schema<?> schema =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(Problem.class)).schema;
        return new Content().addMediaType("application/problem+json", new MediaType().schema(schema));
    }
}
