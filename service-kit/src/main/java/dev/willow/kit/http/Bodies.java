package dev.willow.kit.http;

import jakarta.servlet.http.HttpServletRequest;

/// What a head says of the body behind it.
final class Bodies {
    private Bodies() {}

    static boolean hasBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 || length < 0 && request.getHeader("Transfer-Encoding") != null;
    }
}
