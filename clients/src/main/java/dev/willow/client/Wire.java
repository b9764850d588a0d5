package dev.willow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends one request once: the only class that knows HTTP.
final class Wire {
    static final String REQUEST_ID = "X-Request-ID";

    private final HttpClient http;
    private final Duration requestTimeout;
    private final Closing closing;

    /// @param requestTimeout how long an answer may take beyond the wait that the call itself asks for
    Wire(HttpClient http, Duration requestTimeout, Closing closing) {
        this.http = http;
        this.requestTimeout = requestTimeout;
        this.closing = closing;
    }

    /// The same connections with another time-out.
    Wire within(Duration timeout) {
        return new Wire(http, timeout, closing);
    }

    /// @param body    sent as JSON
    /// @param headers besides the type of the body
    /// @throws UnavailableException   if there was no answer
    /// @throws InterruptedCallException if this thread was interrupted
    Answer send(URI base, Call call, Optional<byte[]> body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.target()));
        request.method(call.method(), body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        if (body.isPresent()) request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        Duration timeout = requestTimeout.plus(call.patience().orElse(Duration.ZERO));
        return exchange(base, request.build(), timeout, Optional.ofNullable(headers.get(REQUEST_ID)));
    }

    /// The time-out is kept here and not by the request, because `HttpRequest.timeout` ends with the headers of the
    /// answer: a body that never comes would hold the caller for ever.
    private Answer exchange(URI base, HttpRequest request, Duration timeout, Optional<String> requestId) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        closing.begins(answer);
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
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

    Closing closing() {
        return closing;
    }

    /// Ends all calls that are under way.
    void close() {
        closing.close();
    }
}
