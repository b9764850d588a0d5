package dev.willow.testkit.http;

import dev.willow.kit.waiting.ConnectionValve;
import dev.willow.testkit.time.Activity;
import dev.willow.testkit.time.Part;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call: the future answer as its caller has it. Cancelling it hangs up.
final class Exchange<T> extends CompletableFuture<HttpResponse<T>> {
    private static final byte[] NOTHING = {};

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final Optional<Activity.Doing> caller;
    private final CutOffCalls cutOff;
    private final KitConnection connection = new KitConnection();
    private final AtomicBoolean callerWaits = new AtomicBoolean(true);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /// @param caller the task that waits for the answer, if it is one
    Exchange(HttpRequest request, BodyHandler<T> handler, Optional<Activity.Doing> caller, CutOffCalls cutOff) {
        this.request = request;
        this.handler = handler;
        this.caller = caller;
        this.cutOff = cutOff;
    }

    /// @param afterwards run when the service has done with the call
    void start(Activity activity, ServletContext context, KitServer server, Runnable afterwards) {
        String name = request.method() + " " + request.uri();
        activity.start(name, Part.SERVICES, caller, () -> {
            try {
                serve(context, server);
            } catch (RuntimeException | Error defect) {
                breakOff(new IOException("the kit failed", defect));
            } finally {
                afterwards.run();
                ended.complete(null);
            }
        });
    }

    private void serve(ServletContext context, KitServer server) {
        KitRequest incoming = new KitRequest(context, request);
        idempotencyKey().flatMap(cutOff::take).ifPresent(before -> {
            before.ended.join();
            incoming.waitNoMore();
        });
        ConnectionValve.connect(incoming, connection);
        KitAnswer answer = new KitAnswer(connection);
        server.serve(incoming, answer);
        HttpHeaders headers = headersOf(answer);
        byte[] content = request.method().equals("HEAD") ? NOTHING : answer.getContentAsByteArray();
        T body = Bodies.hand(handler, answer.getStatus(), headers, content);
        wakeCaller();
        complete(new KitResponse<>(request, answer.getStatus(), headers, body));
    }

    private static HttpHeaders headersOf(KitAnswer answer) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : answer.getHeaderNames()) headers.put(name, answer.getHeaders(name));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private Optional<String> idempotencyKey() {
        return request.headers().firstValue("Idempotency-Key");
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        if (!isDone()) idempotencyKey().ifPresent(key -> cutOff.add(key, this));
        hangUp();
        return super.cancel(mayInterrupt);
    }

    /// The connection is gone.
    void breakOff(IOException why) {
        hangUp();
        completeExceptionally(why);
    }

    private void hangUp() {
        wakeCaller();
        connection.close();
    }

    /// Before it hears of the answer, so that it never seems to be idle.
    private void wakeCaller() {
        if (callerWaits.getAndSet(false)) caller.ifPresent(Activity.Doing::wake);
    }
}
