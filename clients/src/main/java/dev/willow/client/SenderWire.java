package dev.willow.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// By an HTTP client that somebody else brings, and by whose doing the caller itself sends and waits.
final class SenderWire implements Wire {
    /// Large things take their time.
    private static final Duration SAVE_TIMEOUT = Duration.ofHours(1);
    private static final byte[] NOTHING = {};

    private final HttpSender sender;
    private final Duration requestTimeout;
    private final CompletableFuture<Void> closed;

    /// @param requestTimeout how long an answer may take beyond the wait that the call itself asks for
    SenderWire(HttpSender sender, Duration requestTimeout) {
        this(sender, requestTimeout, new CompletableFuture<>());
    }

    private SenderWire(HttpSender sender, Duration requestTimeout, CompletableFuture<Void> closed) {
        this.sender = sender;
        this.requestTimeout = requestTimeout;
        this.closed = closed;
    }

    @Override
    public Wire within(Duration timeout) {
        return new SenderWire(sender, timeout, closed);
    }

    @Override
    public Answer send(URI base, Call call, Optional<byte[]> body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (body.isPresent()) all.put("Content-Type", "application/json");
        Duration timeout = requestTimeout.plus(call.patience().orElse(Duration.ZERO));
        var request = new HttpSender.Request(call.method(), URI.create(base + call.target()), all, body, timeout);
        return exchange(base, request, (head, read) -> new Answer(head.status(), head::header, read.readAllBytes()));
    }

    @Override
    public Answer save(URI base, Call call, Map<String, String> headers, Path file) {
        var request = new HttpSender.Request(call.method(), URI.create(base + call.target()), headers, Optional.empty(), SAVE_TIMEOUT);
        return exchange(base, request, (head, read) -> {
            Answer answer = new Answer(head.status(), head::header, NOTHING);
            if (!answer.isSuccess()) return new Answer(head.status(), head::header, read.readAllBytes());
            Files.copy(read, file);
            return answer;
        });
    }

    private Answer exchange(URI base, HttpSender.Request request, HttpSender.Reader<Answer> reader) {
        Optional<String> id = Optional.ofNullable(request.headers().get(REQUEST_ID));
        try {
            return sender.send(request, reader);
        } catch (IOException failed) {
            if (!closed.isDone() && Thread.currentThread().isInterrupted()) throw new InterruptedCallException(failed, id);
            boolean neverSent = failed instanceof ConnectException;
            String why = closed.isDone() ? "was not asked to the end: the client was closed"
                    : neverSent ? "cannot be reached: " + failed.getMessage() : "did not answer: " + failed.getMessage();
            throw new UnavailableException(base + " " + why, failed, id, Optional.empty(), !neverSent);
        }
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void close() {
        closed.complete(null);
        sender.close();
    }
}
