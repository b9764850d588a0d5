package dev.willow.testing.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls of one service on this machine. Whatever status comes back is an [Answer]; only no answer at all fails.
///
/// Bodies may be left out (null); headers are names and values in turn. Redirects are not followed.
public final class Http implements AutoCloseable {
    /// A time that only a hang exceeds.
    public static final Duration BOUND = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public Http(int port) {
        this.port = port;
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    public Answer get(String path, String body, String... headers) {
        return call("GET", path, body, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    public Answer put(String path, String body, String... headers) {
        return call("PUT", path, body, headers);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    public Answer delete(String path, String body, String... headers) {
        return call("DELETE", path, body, headers);
    }

    public Answer call(String method, String path, String body, String... headers) {
        return await(calling(method, path, body, headers));
    }

    /// A call with any bytes, such as such that are not UTF-8.
    public Answer callWithBytes(String method, String path, byte[] body, String... headers) {
        return await(send(method, path, BodyPublishers.ofByteArray(body), headers));
    }

    /// A call that goes on meanwhile, such as one that waits in line.
    public CompletableFuture<Answer> calling(String method, String path, String body, String... headers) {
        return send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    public CompletableFuture<Answer> posting(String path, String body, String... headers) {
        return calling("POST", path, body, headers);
    }

    private CompletableFuture<Answer> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(BOUND).method(method, body);
        if (headers.length > 0) request.headers(headers);
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::of);
    }

    /// The result, within a time that only a hang exceeds.
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException failed) {
            throw new AssertionError("no answer", failed);
        }
    }

    /// A connection of one's own, for what clients of good manners do not send.
    public Connection connect() {
        return Connection.to(port);
    }

    /// A call on a connection of its own, which can be hung up at any moment.
    public Connection open(String method, String path, String body, String... headers) {
        return connect().send(method, path, body, headers);
    }

    /// Closes the connections, also under calls that wait.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
