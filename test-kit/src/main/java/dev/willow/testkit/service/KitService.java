package dev.willow.testkit.service;

import dev.willow.engine.Engine;
import dev.willow.testkit.http.KitServer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.context.support.GenericWebApplicationContext;

/// One service, running. A request passes the same filters, in the same order, and the same controllers as behind Tomcat.
public final class KitService implements KitServer, AutoCloseable {
    private final GenericWebApplicationContext context;
    private final Dispatcher dispatcher;
    private final List<FilterRegistrationBean<?>> filters;

    private KitService(GenericWebApplicationContext context) {
        this.context = context;
        this.dispatcher = new Dispatcher(context);
        this.filters = filtersOf(context);
    }

    /// It serves when its [#engine] is ready.
    public static KitService start(ServiceKind kind, Surroundings kit) {
        GenericWebApplicationContext context = Contexts.start(kind, kit);
        try {
            return new KitService(context);
        } catch (RuntimeException failed) {
            context.close();
            throw new IllegalStateException("the kit cannot start " + kind.label(), failed);
        }
    }

    private static List<FilterRegistrationBean<?>> filtersOf(GenericWebApplicationContext context) {
        return context.getBeansOfType(FilterRegistrationBean.class).values().stream()
                .<FilterRegistrationBean<?>>map(bean -> bean)
                .filter(FilterRegistrationBean::isEnabled)
                .sorted(Comparator.comparingInt(FilterRegistrationBean::getOrder))
                .toList();
    }

    public Engine<?, ?> engine() {
        return context.getBean(Engine.class);
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) {
        List<? extends Filter> passed = filters.stream()
                .filter(filter -> appliesTo(filter.getUrlPatterns(), request.getRequestURI()))
                .map(FilterRegistrationBean::getFilter)
                .toList();
        try {
            next(passed).doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException failure) {
            showErrorPage(request, response, failure);
        }
    }

    /// Of the patterns that servlets know, the two that our filters have: a path and all below it, and everything.
    private static boolean appliesTo(Collection<String> patterns, String path) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> path.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    private FilterChain next(List<? extends Filter> filters) {
        if (filters.isEmpty()) return dispatcher::service;
        return (request, response) ->
                filters.getFirst().doFilter(request, response, next(filters.subList(1, filters.size())));
    }

    /// As a servlet container does with what nobody caught.
    private void showErrorPage(HttpServletRequest request, HttpServletResponse response, Exception failure) {
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, failure);
        try {
            response.reset();
            dispatcher.service(new ErrorPageRequest(request), response);
        } catch (ServletException | IOException | RuntimeException another) {
            another.addSuppressed(failure);
            throw new IllegalStateException("the error page failed", another);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
