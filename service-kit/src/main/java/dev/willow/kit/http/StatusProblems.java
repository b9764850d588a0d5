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
            case 408 -> invalid(408, "the body came too slowly");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "the body is too large");
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json in UTF-8");
            case 503 -> Problem.of(ProblemType.UNAVAILABLE, "the service cannot serve now");
            default -> isAboutHttp(status)
                    ? invalid(status, "the request is not valid HTTP, or too long")
                    : Problem.of(ProblemType.INTERNAL, "the service failed; its log has more under the request id");
        };
    }

    /// Also what is beyond this HTTP server, such as an unknown transfer encoding (501) or version (505), is the caller's matter.
    private static boolean isAboutHttp(int status) {
        return status < 500 || status == 501 || status == 505;
    }

    private static Problem invalid(int status, String detail) {
        return new Problem(
                ProblemType.INVALID_REQUEST.uri(), ProblemType.INVALID_REQUEST.title(), status, detail, Optional.empty(), Map.of());
    }
}
