package dev.willow.hostile.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One call: a method of a path.
///
/// @param path     with variables, such as `/v1/queues/{Name}`
/// @param statuses that it may be answered with
public record Operation(String method, String path, List<Parameter> parameters, Set<Integer> statuses, Optional<Body> body) {
    /// Such as `POST /v1/locks`.
    public String name() {
        return method + " " + path;
    }

    /// Whether it may change something; what cannot takes no key that keeps it from changing it twice.
    public boolean changes() {
        return parameters.stream().anyMatch(each -> each.name().equals("Idempotency-Key"));
    }

    public boolean isBatch() {
        return body.map(Body::isBatch).orElse(false);
    }

    public List<Parameter> parametersIn(String place) {
        return parameters.stream().filter(each -> each.place().equals(place)).toList();
    }
}
