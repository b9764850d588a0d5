package dev.willow.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One call as data: what is asked, with what body, and for how long the service may let it wait.
///
/// @param method   the HTTP method
/// @param path     percent-encoded, without host, with the parameters but for `wait`
/// @param body     what is sent as JSON, if anything
/// @param patience     how long the service may keep the caller in line; empty if the call does not wait
/// @param isRepeatable whether it may be made twice: it changes nothing, or doing it twice is the same as once
record Call(String method, String path, Optional<Object> body, Optional<Duration> patience, boolean isRepeatable) {
    /// That a caller hung up is noticed within about a second.
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(2);

    static Call get(String... segments) {
        return of("GET", segments);
    }

    static Call post(String... segments) {
        return of("POST", segments);
    }

    static Call put(String... segments) {
        return of("PUT", segments);
    }

    static Call delete(String... segments) {
        return of("DELETE", segments);
    }

    private static Call of(String method, String... segments) {
        List<String> encoded = List.of(segments).stream().map(Call::encode).toList();
        return new Call(method, "/" + String.join("/", encoded), Optional.empty(), Optional.empty(), true);
    }

    Call with(Object body) {
        return new Call(method, path, Optional.of(body), patience, isRepeatable);
    }

    /// @param patience zero asks once; the service refuses more than its maximum
    Call waiting(Duration patience) {
        if (patience.isNegative()) throw new IllegalArgumentException("patience cannot be negative: " + patience);
        return new Call(method, path, body, Optional.of(patience), isRepeatable);
    }

    /// Whether the service may keep the caller in line.
    boolean waits() {
        return patience.isPresent() && patience.get().isPositive();
    }

    /// This call, which must take effect only once.
    Call once() {
        return new Call(method, path, body, patience, false);
    }

    /// This call after some of its patience is used up; what does not wait stays as it is.
    ///
    /// @param mayBeInLine whether a try before may still stand in line, for nobody, and may yet be granted what nobody gives back. So this
    ///                    waits on for as long as the service needs to notice that the other has left, and is the last to leave the line
    Call waited(Duration used, boolean mayBeInLine) {
        if (!waits()) return this;
        Duration left = patience.get().minus(used);
        Duration least = mayBeInLine ? UNTIL_NOTICED : Duration.ZERO;
        return waiting(left.compareTo(least) < 0 ? least : left);
    }

    Call parameter(String name, String value) {
        return new Call(method, path + separator() + name + "=" + encode(value), body, patience, isRepeatable);
    }

    /// The path and all parameters, with the wait in nanoseconds.
    String target() {
        return patience.map(it -> path + separator() + "wait=" + it.toNanos()).orElse(path);
    }

    private String separator() {
        return path.contains("?") ? "&" : "?";
    }

    /// For a path segment or a parameter. URLEncoder writes forms, in which a blank is a plus; in a path it is not.
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
