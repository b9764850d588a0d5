package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.kit.IdSource;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Renders what failed outside of every controller, where the container asks for an error page.
@Hidden
@RestController
final class ErrorPage implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);
    private final ProblemWriter problems;
    private final IdSource ids;

    ErrorPage(ProblemWriter problems, IdSource ids) {
        this.problems = problems;
        this.ids = ids;
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> render(HttpServletRequest request, HttpServletResponse response) {
        // What the container refuses by itself has been through no filter.
        if (response.getHeader(RequestIds.HEADER) == null) response.setHeader(RequestIds.HEADER, RequestIds.of(request, ids));
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer given ? given : 404;
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String given
                ? given
                : request.getRequestURI();
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure && status >= 500)
            LOG.error("defect in {} {}", request.getMethod(), path, failure);
        Problem problem = StatusProblems.of(status, path).at(path);
        ResponseEntity<Problem> answer = problems.answer(request, problem, Optional.empty());
        return ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).body(problem);
    }
}
