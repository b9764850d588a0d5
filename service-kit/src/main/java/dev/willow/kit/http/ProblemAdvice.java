package dev.willow.kit.http;

import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.MalformedJsonException;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.UnavailableException;
import dev.willow.kit.waiting.CallerGoneException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/// The one table from what a controller throws to the problem that the caller gets.
@RestControllerAdvice
final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    /// For the metrics, as nginx counts it.
    private static final int CLIENT_CLOSED_REQUEST = 499;
    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(ProblemException refusal, HttpServletRequest request) {
        return problems.answer(request, refusal.problem(), refusal.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrong(BadRequestException wrong, HttpServletRequest request) {
        return answer(request, wrong.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> malformed(MalformedJsonException malformed, HttpServletRequest request) {
        return answer(request, malformed.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> noBody(HttpMessageNotReadableException missing, HttpServletRequest request) {
        return answer(request, new BadRequestException("$", "a body is required").problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> parameterMissing(MissingServletRequestParameterException missing, HttpServletRequest request) {
        return answer(request, new BadRequestException(missing.getParameterName(), "is required").problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> parameterWrong(MethodArgumentTypeMismatchException wrong, HttpServletRequest request) {
        return answer(request, new BadRequestException(wrong.getName(), "is of the wrong type").problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> undecodable(InvalidParameterException wrong, HttpServletRequest request) {
        return answer(request, new BadRequestException("?", "the parameters are not percent-encoded UTF-8").problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unavailable(UnavailableException unavailable, HttpServletRequest request) {
        return problems.answer(
                request,
                Problem.of(ProblemType.UNAVAILABLE, unavailable.getMessage()),
                Optional.of(unavailable.retryAfter()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> keyReused(KeyReusedException reused, HttpServletRequest request) {
        return answer(request, Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, reused.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> methodNotAllowed(HttpRequestMethodNotSupportedException refused, HttpServletRequest request) {
        Problem problem = Problem.of(ProblemType.METHOD_NOT_ALLOWED, "the path has no method " + refused.getMethod());
        HttpHeaders allowed = new HttpHeaders();
        if (refused.getSupportedHttpMethods() != null) allowed.setAllow(refused.getSupportedHttpMethods());
        ResponseEntity<Problem> answer = answer(request, problem);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(allowed)
                .body(answer.getBody());
    }

    /// Nobody is there to read an answer. What it may have sent ahead on the same connection is not worked on.
    @ExceptionHandler
    void gone(CallerGoneException gone, HttpServletResponse response) {
        LOG.debug("the caller hung up");
        response.setStatus(CLIENT_CLOSED_REQUEST);
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }

    @ExceptionHandler
    void tooSlow(SlowReaderException slow, HttpServletRequest request) {
        LOG.debug("the caller read its answer too slowly");
        Caller.couldNotBeAnswered(request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> anythingElse(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError())
            return answer(request, StatusProblems.of(refused.getStatusCode().value(), request.getRequestURI()));
        if (failure instanceof IOException && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("the caller hung up before its answer was written");
            Caller.couldNotBeAnswered(request);
            return null;
        }
        LOG.error("defect in {} {}", request.getMethod(), request.getRequestURI(), failure);
        return answer(request, StatusProblems.of(500, request.getRequestURI()));
    }

    private ResponseEntity<Problem> answer(HttpServletRequest request, Problem problem) {
        return problems.answer(request, problem, Optional.empty());
    }
}
