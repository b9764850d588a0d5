package dev.willow.hostile;

import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.wire.Line;
import dev.willow.hostile.wire.NoAnswerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Callers that begin a request and then neither go on nor hang up. The service must let go of each by itself.
final class Stalls {
    private static final List<String> BEGUN = List.of(
            "", "G", "GET ", "GET /v1", "GET /v1/x HTTP/1.1", "GET /v1/x HTTP/1.1\r\n", "GET /v1/x HTTP/1.1\r\nHost", "GET /v1/x HTTP/1.1\r\nHost: x\r\n",
            "POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n", "POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{",
            "POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{", "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{", "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
            "POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");

    private Stalls() {}

    /// @param path     of a POST
    /// @param patience by when the service must have closed the connection
    static List<Violation> violations(int port, String path, Duration patience) throws InterruptedException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Violation>>> all = BEGUN.stream()
                    .map(begun -> callers.submit(() -> violation(port, begun.replace("PATH", path), patience))).toList();
            List<Violation> found = new ArrayList<>();
            for (Future<Optional<Violation>> each : all) each.get().ifPresent(found::add);
            return found;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static Optional<Violation> violation(int port, String begun, Duration patience) {
        try (Line line = new Line(port, patience)) {
            line.exchangeStalled(begun.getBytes(StandardCharsets.ISO_8859_1));
            return Optional.empty();
        } catch (NoAnswerException open) {
            return Optional.of(new Violation(Volley.IN_TIME, "a caller that stalls after '" + begun.strip() + "' is never let go"));
        }
    }
}
