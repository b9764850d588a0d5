package dev.willow.testkit.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The way to one host, and the calls that have taken it.
final class Door {
    private final KitServer server;
    private final Set<Exchange<?>> underWay = ConcurrentHashMap.newKeySet();
    private boolean isShut;

    Door(KitServer server) {
        this.server = server;
    }

    KitServer server() {
        return server;
    }

    /// @return whether the call gets through
    synchronized boolean enter(Exchange<?> call) {
        return !isShut && underWay.add(call);
    }

    void leave(Exchange<?> call) {
        underWay.remove(call);
    }

    void shut() {
        List<Exchange<?>> cut;
        synchronized (this) {
            isShut = true;
            cut = List.copyOf(underWay);
        }
        cut.forEach(call -> call.breakOff(new IOException("connection reset")));
    }

    synchronized void reopen() {
        isShut = false;
    }
}
