package dev.willow.testkit.service;

import jakarta.servlet.ServletConfig;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/// Spring MVC's servlet without a container that tells it, and the log, of its beginning and its end.
final class Dispatcher extends DispatcherServlet {
    private static final long serialVersionUID = 1;
    private final transient ServletConfig config;

    /// @param context refreshed
    Dispatcher(GenericWebApplicationContext context) {
        super(context);
        config = new MockServletConfig(context.getServletContext(), "dispatcher");
        onRefresh(context);
    }

    @Override
    public ServletConfig getServletConfig() {
        return config;
    }
}
