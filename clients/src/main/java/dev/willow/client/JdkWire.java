package dev.willow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// By the HTTP client of the JDK.
final class JdkWire implements Wire {
    /// Large things take their time.
    private static final Duration SAVE_TIMEOUT = Duration.ofHours(1);
    private static final byte[] NOTHING = {};

    private final HttpClient http;
    private final Duration requestTimeout;
    private final Closing closing;

    /// @param requestTimeout how long an answer may take beyond the wait that the call itself asks for
    JdkWire(HttpClient http, Duration requestTimeout, Closing closing) {
        this.http = http;
        this.requestTimeout = requestTimeout;
        this.closing = closing;
    }

    @Override
    public Wire within(Duration timeout) {
        return new JdkWire(http, timeout, closing);
    }

    @Override
    public Answer send(URI base, Call call, Optional<byte[]> body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.target()));
        request.method(call.method(), body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        if (body.isPresent()) request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        Duration timeout = requestTimeout.plus(call.patience().orElse(Duration.ZERO));
        return exchange(base, request.build(), BodyHandlers.ofByteArray(), timeout, Optional.ofNullable(headers.get(REQUEST_ID)));
    }

    @Override
    public Answer save(URI base, Call call, Map<String, String> headers, Path file) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.target())).method(call.method(), BodyPublishers.noBody());
        headers.forEach(request::header);
        BodyHandler<byte[]> saved = info -> info.statusCode() / 100 == 2
                ? BodySubscribers.mapping(BodySubscribers.ofFile(file), whole -> NOTHING)
                : BodySubscribers.ofByteArray();
        return exchange(base, request.build(), saved, SAVE_TIMEOUT, Optional.ofNullable(headers.get(REQUEST_ID)));
    }

    /// The time-out is kept here and not by the request, because `HttpRequest.timeout` ends with the headers of the
    /// answer: a body that never comes would hold the caller for ever.
    private Answer exchange(
            URI base, HttpRequest request, BodyHandler<byte[]> reader, Duration timeout, Optional<String> requestId) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, reader);
        closing.begins(answer);
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.headers()::firstValue, response.body());
        } catch (TimeoutException late) {
            answer.cancel(true); // closes the connection, so that the service forgets a caller in line
            throw new UnavailableException(base + " did not answer within " + timeout, late, requestId, Optional.empty(), true);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(interrupted, requestId);
        } catch (ExecutionException failed) {
            throw unreachable(base, failed.getCause(), requestId);
        } catch (CancellationException ended) {
            throw unreachable(base, ended, requestId);
        } finally {
            closing.ends(answer);
        }
    }

    private UnavailableException unreachable(URI base, Throwable cause, Optional<String> requestId) {
        boolean neverSent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        String why = closing.isDone() ? "was not asked to the end: the client was closed" : switch (cause) {
            case HttpConnectTimeoutException slow -> "cannot be reached: no connection in time";
            case ConnectException refused -> "cannot be reached";
            case IOException broken -> "did not answer: " + broken.getMessage();
            default -> "did not answer: " + cause;
        };
        return new UnavailableException(base + " " + why, cause, requestId, Optional.empty(), !neverSent);
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closing.done();
    }

    @Override
    public void close() {
        closing.close();
    }
}
