package dev.willow.kit.trace;

import dev.willow.engine.RequestId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers the `X-Request-ID` of requests that are being worked on, so that calls made for them carry it along.
///
/// Safe for use by many threads.
public final class Traces {
    private final Map<RequestId, String> ids = new ConcurrentHashMap<>();

    public void begin(RequestId request, String requestId) {
        ids.put(request, requestId);
    }

    public void end(RequestId request) {
        ids.remove(request);
    }

    /// Empty when the request was answered.
    public Optional<String> of(RequestId request) {
        return Optional.ofNullable(ids.get(request));
    }
}
