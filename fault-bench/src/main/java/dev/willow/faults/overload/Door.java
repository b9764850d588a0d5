package dev.willow.faults.overload;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Where a crowd goes in, and out, all at once. What is answered to who has hung up is not counted: it was lost on the way, or was never sent.
final class Door implements AutoCloseable {
    private final URI service;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    Door(URI service) {
        this.service = service;
    }

    /// What somebody does who is ended by the end of its connection.
    interface Visit {
        void begin() throws IOException;
    }

    /// What somebody does with its connection, again and again; it has another one for the next turn if this one broke.
    interface Turn {
        void take(Wire wire) throws IOException;
    }

    boolean isOver() {
        return isOver;
    }

    Wire open() throws IOException {
        return open(0);
    }

    /// @param receives bytes that the system may take in ahead of being read; 0 leaves it to the system
    Wire open(int receives) throws IOException {
        Wire wire = new Wire(service, receives, wires::remove);
        wires.add(wire);
        if (isOver) wire.close(); // came too late to be hung up with the others
        return wire;
    }

    void visit(Tally tally, Visit visit) {
        threads.submit(() -> {
            try {
                visit.begin();
            } catch (IOException ended) {
                ended(tally);
            }
        });
    }

    /// @param pause after a turn, so that they do not take all of the machine that the service runs on too
    void repeat(Tally tally, Duration pause, Turn turn) {
        threads.submit(() -> {
            while (!isOver) {
                try (Wire wire = open()) {
                    while (!isOver) {
                        turn.take(wire);
                        LockSupport.parkNanos(pause.toNanos());
                    }
                } catch (IOException broken) {
                    ended(tally);
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
        });
    }

    /// Sends, and measures how long the answer takes.
    Wire.Reply call(Tally tally, Wire wire, String method, String path, String body) throws IOException {
        return answer(tally, wire, Wire.request(method, path, body));
    }

    Wire.Reply answer(Tally tally, Wire wire, String request) throws IOException {
        long begun = System.nanoTime();
        wire.send(request);
        return answer(tally, wire, begun);
    }

    /// @param begun when it was asked
    Wire.Reply answer(Tally tally, Wire wire, long begun) throws IOException {
        Wire.Reply reply = wire.receive();
        if (!isOver) tally.answered(reply.status(), System.nanoTime() - begun);
        return reply;
    }

    void ended(Tally tally) {
        if (!isOver) tally.ended();
    }

    /// All hang up.
    void leave() throws IOException {
        isOver = true;
        for (Wire wire : wires) wire.close();
    }

    /// Waits for all who are inside to have been answered; nobody may come in any more.
    void awaitAll() throws IOException {
        threads.shutdown();
        awaitEnd();
    }

    @Override
    public void close() throws IOException {
        leave();
        threads.shutdownNow(); // who rests is woken
        awaitEnd();
    }

    private void awaitEnd() throws IOException {
        try {
            if (!threads.awaitTermination(2L * Overload.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                throw new IOException("somebody does not leave");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
