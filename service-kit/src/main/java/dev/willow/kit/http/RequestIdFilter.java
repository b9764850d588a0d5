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
import org.slf4j.MDC;

/// Takes over the caller's `X-Request-ID`, or makes one, returns it and puts it into the log context.
final class RequestIdFilter implements Filter {
    private final IdSource ids;

    RequestIdFilter(IdSource ids) {
        this.ids = ids;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String sent = ((HttpServletRequest) request).getHeader(RequestIds.HEADER);
        String id = RequestIds.isSane(sent) ? sent : ids.next();
        ((HttpServletResponse) response).setHeader(RequestIds.HEADER, id);
        MDC.put(RequestIds.LOG_KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(RequestIds.LOG_KEY);
        }
    }
}
