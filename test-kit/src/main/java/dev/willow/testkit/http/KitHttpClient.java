package dev.willow.testkit.http;

import dev.willow.testkit.time.Activity;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Calls the services of one kit, each call on a thread of its own.
final class KitHttpClient extends HttpClient {
    private final Map<String, Door> doors;
    private final Activity activity;
    private final ServletContext context;
    private final Runnable beforeCallsOfTests;
    private final Set<Exchange<?>> underWay = ConcurrentHashMap.newKeySet();
    private final CutOffCalls cutOff = new CutOffCalls();
    private volatile boolean isClosed;

    /// @param beforeCallsOfTests run before a call on a thread that is none of the kit's
    KitHttpClient(Map<String, Door> doors, Activity activity, ServletContext context, Runnable beforeCallsOfTests) {
        this.beforeCallsOfTests = beforeCallsOfTests;
        this.doors = doors;
        this.activity = activity;
        this.context = context;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        if (activity.ofThisThread().isEmpty()) beforeCallsOfTests.run();
        if (isClosed) return CompletableFuture.failedFuture(new IOException("closed"));
        Door door = doors.get(request.uri().getHost());
        Exchange<T> exchange = new Exchange<>(request, handler, activity.ofThisThread(), cutOff);
        if (door == null || !door.enter(exchange)) return CompletableFuture.failedFuture(new ConnectException());
        underWay.add(exchange);
        exchange.start(activity, context, door.server(), () -> {
            door.leave(exchange);
            underWay.remove(exchange);
        });
        return exchange;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> nobodyPushes) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = sendAsync(request, handler);
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            throw interrupted;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) throw broken;
            throw new IOException(failed.getCause());
        }
    }

    @Override
    public void shutdownNow() {
        isClosed = true;
        underWay.forEach(exchange -> exchange.breakOff(new IOException("closed")));
    }

    @Override
    public void shutdown() {
        isClosed = true;
    }

    @Override
    public boolean isTerminated() {
        return isClosed && underWay.isEmpty();
    }

    @Override
    public boolean awaitTermination(Duration longest) {
        return isTerminated();
    }

    @Override
    public void close() {
        shutdownNow();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has TLS", missing);
        }
    }

    @Override
    public SSLParameters sslParameters() {
        return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
