package dev.willow.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A service on a free port that records what it is asked and answers what the test says.
public final class FakeService implements AutoCloseable {
    /// What was asked. Header names in lower case.
    public record Asked(String method, String target, Map<String, String> headers, String body, int clientPort) {}

    public record Told(int status, Map<String, String> headers, byte[] bytes) {
        public Told(int status, Map<String, String> headers, String body) {
            this(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    private FakeService(Function<Asked, Told> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, answers));
        server.start();
    }

    public static FakeService answering(Function<Asked, Told> answers) {
        try {
            return new FakeService(answers);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public static FakeService answering(int status, String body) {
        return answering(asked -> new Told(status, Map.of(), body));
    }

    private void serve(HttpExchange exchange, Function<Asked, Told> answers) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream().collect(
                    Collectors.toMap(it -> it.getKey().toLowerCase(), it -> it.getValue().getFirst()));
            Asked call = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body,
                    exchange.getRemoteAddress().getPort());
            asked.add(call);
            Told told = answers.apply(call);
            told.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] answer = told.bytes();
            exchange.sendResponseHeaders(told.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The one call that was made since this was last asked.
    public Asked onlyCall() {
        List<Asked> calls = calls();
        if (calls.size() != 1) throw new AssertionError("expected one call, got " + calls);
        return calls.getFirst();
    }

    public List<Asked> calls() {
        List<Asked> calls = new ArrayList<>();
        asked.drainTo(calls);
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
