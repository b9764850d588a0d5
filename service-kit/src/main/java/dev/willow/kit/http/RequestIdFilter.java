package dev.willow.kit.http;

import dev.willow.kit.IdSource;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Takes over the caller's `X-Request-ID`, or makes one, returns it and puts it into the log context. At level `debug`
/// each call leaves a line of its own, by which one id can be followed through the services.
final class RequestIdFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestIdFilter.class);

    private final IdSource ids;

    RequestIdFilter(IdSource ids) {
        this.ids = ids;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = RequestIds.of((HttpServletRequest) request, ids);
        ((HttpServletResponse) response).setHeader(RequestIds.HEADER, id);
        MDC.put(RequestIds.LOG_KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            if (LOG.isDebugEnabled()) LOG.debug("{}", line((HttpServletRequest) request, (HttpServletResponse) response));
            MDC.remove(RequestIds.LOG_KEY);
        }
    }

    private static String line(HttpServletRequest request, HttpServletResponse response) {
        return request.getMethod() + " " + request.getRequestURI() + " " + response.getStatus();
    }
}
