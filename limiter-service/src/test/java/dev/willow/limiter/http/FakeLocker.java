package dev.willow.limiter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in for Locker: speaks its part of the contract and grants every lock at once.
final class FakeLocker implements AutoCloseable {
    /// A call that came in.
    record Call(String line, String requestId, String body) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final HttpServer server;

    private FakeLocker(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static FakeLocker start() {
        return new FakeLocker(0);
    }

    /// One that comes back where another was.
    static FakeLocker startAt(int port) {
        return new FakeLocker(port);
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<Call> calls(String lineStart) {
        return calls.stream().filter(call -> call.line.startsWith(lineStart)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (closed.isDone()) { // the port is about to be closed, and nobody must be answered who noticed that others were not
            exchange.close();
            return;
        }
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(line, exchange.getRequestHeaders().getFirst("X-Request-ID"), body));
        if (line.equals("POST /v1/sessions")) answer(exchange, 201, session("s" + ids.incrementAndGet()));
        else if (line.endsWith("/heartbeat")) answer(exchange, 200, session("s"));
        else if (line.startsWith("DELETE")) answer(exchange, 204, "");
        else if (line.endsWith("/contended")) {
            awaitClose();
            exchange.close();
        } else answer(exchange, 200, lock("l" + ids.incrementAndGet()));
    }

    private static String session(String id) {
        return "{\"SessionID\": \"" + id + "\", \"Timeout\": 5000000000, \"TimeTillExpire\": 5000000000}";
    }

    private static String lock(String id) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {"a": "a"}}, "Properties": {"Timeout": 5000000000, "Mode": "exclusive"}},
                 "State": {"LockID": "%s", "SessionID": "s", "FencingToken": 1, "TimeTillExpire": 1, "LocksHeldOrWaiting": 1}}
                """.formatted(id);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.get();
        } catch (InterruptedException | ExecutionException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// From now on nobody answers at this port.
    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
        threads.shutdownNow();
    }
}
