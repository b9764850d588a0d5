package dev.willow.kit.http;

import dev.willow.kit.meters.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/// Times every call as `http.server.requests`, with the tags that Spring gives it: `method`, `uri` (the pattern, never the
/// path as sent), `status`, `outcome`. Spring's own observation finds the meter anew for each request, which costs as
/// much as reading its body; here the few meters there can be are kept at hand.
final class CallMeterFilter implements Filter {
    private static final String NAME = "http.server.requests";
    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private final MeterRegistry meters;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    CallMeterFilter(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Kind(String method, String pattern, int status) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            Kind kind = kindOf((HttpServletRequest) request, (HttpServletResponse) response);
            timers.computeIfAbsent(kind, this::timer).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private static Kind kindOf(HttpServletRequest request, HttpServletResponse response) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : UNKNOWN;
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return new Kind(method, pattern == null ? UNKNOWN : pattern.toString(), response.getStatus());
    }

    private Timer timer(Kind kind) {
        return Timer.builder(NAME)
                .description("calls answered, and how long that took, waiting in line included")
                .serviceLevelObjectives(Buckets.durations())
                .tag("method", kind.method)
                .tag("uri", kind.pattern)
                .tag("status", Integer.toString(kind.status))
                .tag("outcome", outcome(kind.status))
                .register(meters);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> UNKNOWN;
        };
    }
}
