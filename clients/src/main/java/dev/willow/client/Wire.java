package dev.willow.client;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Sends one request once. Its implementations are the only classes that know HTTP.
interface Wire {
    String REQUEST_ID = "X-Request-ID";

    /// The same connections with another time-out.
    Wire within(Duration timeout);

    /// @param body    sent as JSON
    /// @param headers besides the type of the body
    /// @throws UnavailableException     if there was no answer
    /// @throws InterruptedCallException if this thread was interrupted
    Answer send(URI base, Call call, Optional<byte[]> body, Map<String, String> headers);

    /// As [#send], without a body. What comes is written to the file; a refusal is in the answer as ever.
    Answer save(URI base, Call call, Map<String, String> headers, Path file);

    /// Completes when this is closed.
    CompletableFuture<Void> closed();

    /// Ends all calls that are under way.
    void close();
}
