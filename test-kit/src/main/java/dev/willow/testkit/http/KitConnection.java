package dev.willow.testkit.http;

import dev.willow.kit.waiting.Connection;
import java.util.concurrent.CompletableFuture;

/// What a service sees of its caller.
final class KitConnection implements Connection {
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    void close() {
        closed.complete(null);
    }

    @Override
    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void whenClosed(Runnable told) {
        closed.thenRun(told);
    }
}
