package dev.willow.client;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.common.query.PageOf;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/// Carries calls to one service: writes and reads JSON, and turns refusals into exceptions. Immutable; what a `with`
/// method returns shares the connections.
///
/// @param wire           sends a request once
/// @param retrier        sends it again where that can help
/// @param requestIds     gives the id of the work at hand; where there is none the service makes one
/// @param idempotencyKey what makes the next call safe to repeat; where there is none, one is made for each call that needs it
record Transport(Wire wire, Retrier retrier, Supplier<Optional<String>> requestIds, Optional<String> idempotencyKey) {
    /// Strict where we write; but an answer of a newer service may have members that this version does not know.
    private static final JsonMapper JSON =
            WillowJson.mapper().rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    /// Without the limits of what a service accepts: a refusal may repeat a name, and so be longer than a name may be.
    private static final JsonMapper PROBLEMS = WillowJson.lenientMapper();

    Transport withRequestId(String id) {
        return new Transport(wire, retrier, () -> Optional.of(id), idempotencyKey);
    }

    /// Asks once, and waits for the answer no longer than this.
    Transport once(Duration timeout) {
        return new Transport(wire.within(timeout), retrier.never(), requestIds, idempotencyKey);
    }

    Transport withIdempotencyKey(String key) {
        return new Transport(wire, retrier, requestIds, Optional.of(key));
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
            throw new BrokenServiceException("the answer was null", null, answer.requestId());
        } catch (JacksonException unreadable) {
            String why = "the answer cannot be read: " + unreadable.getOriginalMessage();
            throw new BrokenServiceException(why, unreadable, answer.requestId());
        }
    }

    /// Saves what comes, which may be large, in a file.
    ///
    /// @throws ClientException for every answer but a 2xx
    void save(Call call, Path file) {
        Map<String, String> headers = new HashMap<>();
        requestIds.get().ifPresent(id -> headers.put(Wire.REQUEST_ID, id));
        retrier.call(call, call.isRepeatable(), (url, now) -> succeeded(wire.save(url, now, headers, file), headers));
    }

    /// @throws ClientException for every answer but a 2xx
    Answer send(Call call) {
        Optional<byte[]> body = call.body().map(JSON::writeValueAsBytes);
        Map<String, String> headers = new HashMap<>();
        requestIds.get().ifPresent(id -> headers.put(Wire.REQUEST_ID, id));
        keyOf(call).ifPresent(key -> headers.put("Idempotency-Key", key));
        boolean mayRepeat = call.isRepeatable() || headers.containsKey("Idempotency-Key");
        return retrier.call(call, mayRepeat, (url, now) -> sendOnce(url, now, body, headers));
    }

    private Optional<String> keyOf(Call call) {
        if (idempotencyKey.isPresent() || call.isRepeatable() || !retrier.policy().asksAgain()) return idempotencyKey;
        return Optional.of(UUID.randomUUID().toString());
    }

    private Answer sendOnce(URI url, Call call, Optional<byte[]> body, Map<String, String> headers) {
        return succeeded(wire.send(url, call, body, headers), headers);
    }

    private static Answer succeeded(Answer answer, Map<String, String> headers) {
        if (answer.isSuccess()) return answer;
        Optional<String> requestId = answer.requestId().or(() -> Optional.ofNullable(headers.get(Wire.REQUEST_ID)));
        throw Refusals.of(answer.status(), problem(answer), requestId, answer.retryAfter());
    }

    /// A proxy may answer with something that is no problem; the status then has to do.
    private static Problem problem(Answer answer) {
        try {
            return PROBLEMS.readValue(answer.body(), Problem.class);
        } catch (JacksonException notJson) {
            return new Problem("about:blank", "status " + answer.status(), answer.status(), "", Optional.empty(), Map.of());
        }
    }
}
