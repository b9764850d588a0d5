package dev.willow.testkit.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Calls with an idempotency key that their caller cut off. It may come back under the same key, to hear what became of its call, and
/// gives the service a moment to notice that it left. Here the service has noticed: the call need only have ended.
final class CutOffCalls {
    private static final int REMEMBERED = 1000;

    private final Map<String, Exchange<?>> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Exchange<?>> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void add(String key, Exchange<?> call) {
        calls.put(key, call);
    }

    synchronized Optional<Exchange<?>> take(String key) {
        return Optional.ofNullable(calls.remove(key));
    }
}
