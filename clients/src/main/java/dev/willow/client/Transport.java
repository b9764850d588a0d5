package dev.willow.client;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.common.query.PageOf;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// Carries calls to one service: the only class that knows HTTP. Immutable; what a `with` method returns shares the
/// connections.
///
/// @param http           whose pool of connections is used
/// @param base           scheme, host and port, without a slash at the end
/// @param requestTimeout how long an answer may take beyond the wait that the call itself asks for
/// @param requestIds     gives the id of the work at hand; where there is none the service makes one
/// @param idempotencyKey what makes the next call safe to repeat
record Transport(
        HttpClient http,
        URI base,
        Duration requestTimeout,
        Supplier<Optional<String>> requestIds,
        Optional<String> idempotencyKey) {
    static final String REQUEST_ID = "X-Request-ID";

    /// Strict where we write; but an answer of a newer service may have members that this version does not know.
    private static final JsonMapper JSON =
            WillowJson.mapper().rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    Transport withRequestId(String id) {
        return new Transport(http, base, requestTimeout, () -> Optional.of(id), idempotencyKey);
    }

    Transport withIdempotencyKey(String key) {
        return new Transport(http, base, requestTimeout, requestIds, Optional.of(key));
    }

    /// @throws ClientException for every answer but a 2xx, as do all the following
    <T> T one(Call call, Class<T> type) {
        return readOne(send(call), type);
    }

    <T> List<T> list(Call call, Class<T> element) {
        return readList(send(call), element);
    }

    /// One page of a lookup, with the cursor of the next from the header.
    <T> PageOf<T> page(Call call, Class<T> element) {
        Answer answer = send(call);
        return new PageOf<>(readList(answer, element), answer.nextCursor());
    }

    <T> List<BatchEntry<T>> batch(Call call, Class<T> result) {
        JavaType entry = JSON.getTypeFactory().constructParametricType(BatchEntry.class, result);
        return read(send(call), JSON.getTypeFactory().constructCollectionType(List.class, entry));
    }

    <T> T readOne(Answer answer, Class<T> type) {
        return read(answer, JSON.constructType(type));
    }

    <T> List<T> readList(Answer answer, Class<T> element) {
        return read(answer, JSON.getTypeFactory().constructCollectionType(List.class, element));
    }

    private <T> T read(Answer answer, JavaType type) {
        try {
            T value = JSON.readValue(answer.body(), type);
            if (value != null) return value;
            throw new BrokenServiceException(base + " answered null", null, answer.requestId());
        } catch (JacksonException unreadable) {
            String why = "the answer of " + base + " cannot be read: " + unreadable.getOriginalMessage();
            throw new BrokenServiceException(why, unreadable, answer.requestId());
        }
    }

    /// @throws ClientException for every answer but a 2xx
    Answer send(Call call) {
        Optional<String> requestId = requestIds.get();
        Answer answer = exchange(request(call, requestId), requestTimeout.plus(call.patience().orElse(Duration.ZERO)), requestId);
        if (answer.isSuccess()) return answer;
        throw Refusals.of(answer.status(), problem(answer), answer.requestId().or(() -> requestId), answer.retryAfter());
    }

    private HttpRequest request(Call call, Optional<String> requestId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.target()));
        request.method(call.method(), call.body()
                .map(body -> BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .orElseGet(BodyPublishers::noBody));
        if (call.body().isPresent()) request.header("Content-Type", "application/json");
        requestId.ifPresent(id -> request.header(REQUEST_ID, id));
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return request.build();
    }

    /// The time-out is kept here and not by the request, because `HttpRequest.timeout` ends with the headers of the
    /// answer: a body that never comes would hold the caller for ever.
    private Answer exchange(HttpRequest request, Duration timeout, Optional<String> requestId) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
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
            throw unreachable(failed.getCause(), requestId);
        } catch (CancellationException closed) {
            throw unreachable(closed, requestId);
        }
    }

    private UnavailableException unreachable(Throwable cause, Optional<String> requestId) {
        boolean neverSent = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        String why = switch (cause) {
            case HttpConnectTimeoutException slow -> "cannot be reached: no connection in time";
            case ConnectException refused -> "cannot be reached";
            case CancellationException closed -> "was not asked to the end: the client was closed";
            case IOException broken -> "did not answer: " + broken.getMessage();
            default -> "did not answer: " + cause;
        };
        return new UnavailableException(base + " " + why, cause, requestId, Optional.empty(), !neverSent);
    }

    /// A proxy may answer with something that is no problem; the status then has to do.
    private static Problem problem(Answer answer) {
        try {
            return JSON.readValue(answer.body(), Problem.class);
        } catch (JacksonException notJson) {
            return new Problem("about:blank", "status " + answer.status(), answer.status(), "", Optional.empty(), Map.of());
        }
    }
}
