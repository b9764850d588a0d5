package dev.willow.client;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// How a client ends its calls when it is closed: an HTTP client of its own ends them all; of one that others use too only those are
/// ended that were made here.
final class Closing {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Optional<HttpClient> owned;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();

    private Closing(Optional<HttpClient> owned) {
        this.owned = owned;
    }

    static Closing ofOwned(HttpClient http) {
        return new Closing(Optional.of(http));
    }

    static Closing ofShared() {
        return new Closing(Optional.empty());
    }

    void begins(CompletableFuture<?> call) {
        if (owned.isPresent()) return;
        underWay.add(call);
        if (isDone()) call.cancel(true); // came in the moment of closing
    }

    void ends(CompletableFuture<?> call) {
        if (owned.isEmpty()) underWay.remove(call);
    }

    boolean isDone() {
        return done.isDone();
    }

    /// Completes when the client is closed.
    CompletableFuture<Void> done() {
        return done;
    }

    void close() {
        done.complete(null);
        owned.ifPresent(HttpClient::shutdownNow);
        underWay.forEach(call -> call.cancel(true));
    }
}
