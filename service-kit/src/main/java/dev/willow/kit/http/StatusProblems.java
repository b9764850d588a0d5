package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import java.util.Map;
import java.util.Optional;

/// Problems for refusals of which no more is known than their status, because Spring or Tomcat made them.
final class StatusProblems {
    private StatusProblems() {}

    static Problem of(int status, String path) {
        return switch (status) {
            case 404 -> Problem.of(ProblemType.NO_SUCH_PATH, "there is nothing at " + path);
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "the path has no such method");
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "answers are JSON");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "the body is too large");
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
            case 503 -> Problem.of(ProblemType.UNAVAILABLE, "the service cannot serve now");
            default -> status < 500
                    ? new Problem(
                            ProblemType.INVALID_REQUEST.uri(), ProblemType.INVALID_REQUEST.title(), status,
                            "the request is not valid HTTP, or too long", Optional.empty(), Map.of())
                    : Problem.of(ProblemType.INTERNAL, "the service failed; its log has more under the request id");
        };
    }
}
