package dev.willow.testkit.http;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.mock.web.MockHttpServletRequest;

/// A request as a service has it.
final class KitRequest extends MockHttpServletRequest {
    private static final String WAIT = "wait";

    KitRequest(ServletContext context, HttpRequest request) {
        super(context, request.method(), request.uri().getRawPath());
        URI uri = request.uri();
        setProtocol("HTTP/1.1");
        setServerName(uri.getHost());
        if (uri.getRawQuery() != null) query(uri.getRawQuery());
        request.headers().map().forEach((name, values) -> values.forEach(value -> addHeader(name, value)));
        request.bodyPublisher().map(Bodies::read).ifPresent(this::setContent);
    }

    private void query(String query) {
        setQueryString(query);
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            addParameter(decoded(name), decoded(value));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Has the request ask once, if it would wait.
    void waitNoMore() {
        if (getParameter(WAIT) != null) setParameter(WAIT, "0");
    }
}
