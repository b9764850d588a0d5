package dev.willow.testkit.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// Serves one request on the calling thread, as a service behind its web server does.
@FunctionalInterface
public interface KitServer {
    void serve(HttpServletRequest request, HttpServletResponse response);
}
