package dev.willow.queue.remote;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The `X-Request-ID` of a call that serves several requests: their ids, joined by `+`, as many as fit.
final class RequestIdChain {
    private static final int LONGEST = 128;

    private final Set<String> ids = new LinkedHashSet<>();
    private int length;

    void add(Optional<String> id) {
        if (id.isEmpty() || length + 1 + id.get().length() > LONGEST || !ids.add(id.get())) return;
        length += 1 + id.get().length();
    }

    Optional<String> toHeader() {
        return ids.isEmpty() ? Optional.empty() : Optional.of(String.join("+", ids));
    }
}
