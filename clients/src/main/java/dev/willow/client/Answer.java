package dev.willow.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What a service answered.
///
/// @param headers the first value of a name
/// @param body    empty where there is none, as with 204
record Answer(int status, Function<String, Optional<String>> headers, byte[] body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Optional<String> requestId() {
        return headers.apply(Wire.REQUEST_ID);
    }

    Optional<String> nextCursor() {
        return headers.apply("X-Next-Cursor").filter(cursor -> !cursor.isEmpty());
    }

    /// In seconds; the other form of the header, a date, is not used by the services.
    Optional<Duration> retryAfter() {
        return headers.apply("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
