package dev.willow.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The URLs of one service. All calls go to the same one until it fails; then to the next.
final class Endpoints {
    private final List<URI> urls;
    private final AtomicInteger preferred = new AtomicInteger();

    /// @param urls at least one, without slashes at the end
    Endpoints(List<URI> urls) {
        this.urls = List.copyOf(urls);
    }

    URI preferred() {
        return urls.get(preferred.get());
    }

    /// Of many callers that see the same one fail, the first moves on for all.
    void avoid(URI failed) {
        int present = preferred.get();
        if (urls.get(present).equals(failed)) preferred.compareAndSet(present, (present + 1) % urls.size());
    }

    int count() {
        return urls.size();
    }
}
