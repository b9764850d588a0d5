package dev.willow.kit.http;

import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Gives problems their form on the wire, inside controllers and outside of them.
final class ProblemWriter {
    private static final Duration SOON = Duration.ofSeconds(1);

    ResponseEntity<Problem> answer(HttpServletRequest request, Problem problem, Optional<Duration> retryAfter) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        retryAfter(problem, retryAfter).ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.body(problem.at(request.getRequestURI()));
    }

    /// Writes straight to the response; nothing when it is under way already.
    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) return;
        byte[] json = bytes(problem.at(request.getRequestURI()));
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        retryAfter(problem, Optional.empty()).ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    static byte[] bytes(Problem problem) {
        return WillowJson.mapper().writeValueAsBytes(problem);
    }

    /// @return whole seconds, at least one, for the statuses that ask to be tried again
    private static Optional<String> retryAfter(Problem problem, Optional<Duration> wanted) {
        if (problem.status() != 503 && problem.status() != 429) return Optional.empty();
        long seconds = wanted.orElse(SOON).plusMillis(999).toSeconds();
        return Optional.of(Long.toString(Math.max(1, seconds)));
    }
}
