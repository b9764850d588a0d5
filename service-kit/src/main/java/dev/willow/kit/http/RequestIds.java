package dev.willow.kit.http;

import dev.willow.kit.IdSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/// The id that follows one piece of work through the services (`X-Request-ID`). It stands in every log line that the
/// request's thread writes; whoever works on for the request on another thread takes it along.
public final class RequestIds {
    public static final String HEADER = "X-Request-ID";
    /// What log patterns call it: `%X{request}`.
    public static final String LOG_KEY = "request";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=@~-]{1,128}");

    private RequestIds() {}

    /// The id of the request that this thread works for.
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(LOG_KEY));
    }

    /// The id of a request: the one that its caller sent, if it can be taken over, else a new one.
    static String of(HttpServletRequest request, IdSource ids) {
        String sent = request.getHeader(HEADER);
        return isSane(sent) ? sent : ids.next();
    }

    /// Whether an id that a caller sent can be taken over: up to 128 letters, digits and `._:/+=@~-`.
    static boolean isSane(String id) {
        return id != null && SANE.matcher(id).matches();
    }
}
