package dev.willow.queue.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plain calls over HTTP, as a program that knows only the contract makes them.
final class Http implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Http(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /// What came back. The body is missing (a missing node) if there was none.
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        String text(String pointer) {
            return body.at(pointer).asString();
        }

        long number(String pointer) {
            return body.at(pointer).asLong();
        }

        String itemId() {
            return text("/State/ID");
        }

        long token() {
            return number("/State/FencingToken");
        }
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer get(String path, String body) {
        return call("GET", path, body);
    }

    Answer put(String path, String body, String... headers) {
        return call("PUT", path, body, headers);
    }

    Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    Answer delete(String path, String body, String... headers) {
        return call("DELETE", path, body, headers);
    }

    Answer call(String method, String path, String body, String... headers) {
        return await(calling(method, path, body, headers));
    }

    CompletableFuture<Answer> posting(String path, String body, String... headers) {
        return calling("POST", path, body, headers);
    }

    CompletableFuture<Answer> calling(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(BOUND).method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).thenApply(Http::answer);
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("no answer", failed);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        String body = response.body();
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), isJson ? JSON.readTree(body) : JSON.missingNode(), response);
    }

    /// Closes the connections, also under calls that wait.
    @Override
    public void close() {
        client.shutdownNow();
    }

    /// A request by hand on a connection of its own, which can be hung up at any moment.
    static java.net.Socket open(int port, String method, String path, String body) throws IOException {
        java.net.Socket socket = new java.net.Socket("127.0.0.1", port);
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: willow\r\nContent-Type: application/json\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }
}
