package dev.willow.kit.waiting;

import java.util.concurrent.CompletableFuture;

/// One caller that waits. Its connection is looked at by the watching thread until it stops waiting, and by nobody
/// else, as the connection demands.
final class Waiter {
    /// What ends the waiting other than the answer.
    enum End { HUNG_UP, STOPPING }

    private final Connection connection;
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private boolean watched = true;

    Waiter(Connection connection) {
        this.connection = connection;
        connection.whenClosed(() -> end(End.HUNG_UP));
    }

    CompletableFuture<End> ended() {
        return ended;
    }

    void end(End reason) {
        ended.complete(reason);
    }

    synchronized void look() {
        if (watched && connection.isClosed()) end(End.HUNG_UP);
    }

    /// From here on the connection belongs to the caller's own thread again.
    synchronized void stopWatching() {
        watched = false;
    }
}
