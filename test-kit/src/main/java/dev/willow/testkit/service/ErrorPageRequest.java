package dev.willow.testkit.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/// A request that was sent on to the error page.
final class ErrorPageRequest extends HttpServletRequestWrapper {

    ErrorPageRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRequestURI() {
        return "/error";
    }
}
