package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.kit.admission.Admission;
import dev.willow.kit.admission.Stay;
import dev.willow.kit.waiting.ConnectionValve;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Lets a call in, or refuses it (503) before anything is read of its body. Whether the service is well is told to everybody.
final class AdmissionFilter implements Filter {
    static final String TOO_MANY_CALLS = "more calls are under way than the service has memory for";
    private static final String STAY = AdmissionFilter.class.getName();
    private static final String HEALTH = "/health";
    private static final String OPERATORS = "/actuator/";

    private final Admission admission;
    private final Farewell farewell;

    AdmissionFilter(Admission admission, Farewell farewell) {
        this.admission = admission;
        this.farewell = farewell;
    }

    /// The stay of a call; empty where none is needed.
    static Optional<Stay> stayOf(ServletRequest request) {
        return Optional.ofNullable((Stay) request.getAttribute(STAY));
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        PacedResponse response = new PacedResponse((HttpServletResponse) servletResponse, admission.pace(), ConnectionValve.of(request));
        if (isAboutHealth(request)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Stay> admitted = request.getRequestURI().startsWith(OPERATORS) ? admission.operatorsCall() : admission.call();
        if (admitted.isEmpty()) {
            farewell.say(request, response, Problem.of(ProblemType.UNAVAILABLE, TOO_MANY_CALLS));
            return;
        }
        try (Stay stay = admitted.get()) {
            request.setAttribute(STAY, stay);
            chain.doFilter(request, response);
        }
    }

    private static boolean isAboutHealth(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !Bodies.hasBody(request) && (path.equals(HEALTH) || path.startsWith(OPERATORS + "health"));
    }
}
