package dev.willow.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/// What a service answered.
///
/// @param body empty where there is none, as with 204
record Answer(int status, HttpHeaders headers, byte[] body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Optional<String> requestId() {
        return headers.firstValue(Wire.REQUEST_ID);
    }

    Optional<String> nextCursor() {
        return headers.firstValue("X-Next-Cursor").filter(cursor -> !cursor.isEmpty());
    }

    /// In seconds; the other form of the header, a date, is not used by the services.
    Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
