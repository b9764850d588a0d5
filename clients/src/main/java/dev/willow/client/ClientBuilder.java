package dev.willow.client;

import dev.willow.common.time.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Settings of a client, each with a default that suits a service on the same network.
///
/// @param <C> what is built
public final class ClientBuilder<C> {
    private final List<URI> urls;
    private final Function<Transport, C> finish;
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Supplier<Optional<String>> requestIds = Optional::empty;
    private Optional<HttpClient> http = Optional.empty();
    private Optional<HttpSender> sender = Optional.empty();
    private Optional<SSLContext> sslContext = Optional.empty();
    private boolean isShared;
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private Ticker ticker = Ticker.ofSystem();
    private RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();

    /// @param first  scheme, host and port, such as `http://127.0.0.1:8080`
    /// @param others where else the service can be reached
    ClientBuilder(URI first, URI[] others, Function<Transport, C> finish) {
        this.urls = Stream.concat(Stream.of(first), Stream.of(others)).map(ClientBuilder::checked).toList();
        this.finish = finish;
    }

    private static URI checked(URI url) {
        if (url.getScheme() == null || url.getHost() == null)
            throw new IllegalArgumentException("not the URL of a service: " + url);
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    /// How long opening a connection may take; default 2 s. Of no effect beside [#httpClient], [#sharedHttpClient] or [#sender].
    public ClientBuilder<C> connectTimeout(Duration timeout) {
        connectTimeout = positive(timeout);
        return this;
    }

    /// How long an answer may take, beyond the time that a waiting call asks to wait in line; default 10 s.
    public ClientBuilder<C> requestTimeout(Duration timeout) {
        requestTimeout = positive(timeout);
        return this;
    }

    /// Asked before each call, on the calling thread, for the `X-Request-ID` to send: how a service passes on the id of
    /// the request that it serves. Without an id the service called makes one.
    public ClientBuilder<C> requestIds(Supplier<Optional<String>> ids) {
        requestIds = ids;
        return this;
    }

    /// Whom to trust, and what certificate to show, where a URL begins with `https`; see [Tls]. Default: whom this machine trusts, and
    /// none. Of no effect beside [#httpClient], [#sharedHttpClient] or [#sender].
    public ClientBuilder<C> sslContext(SSLContext context) {
        sslContext = Optional.of(context);
        return this;
    }

    /// Uses this HTTP client instead of an own one, for instance one with a proxy. Closing the built client closes it too.
    public ClientBuilder<C> httpClient(HttpClient client) {
        http = Optional.of(client);
        isShared = false;
        return this;
    }

    /// As [#httpClient], but it belongs to somebody else: closing the built client ends the calls made through that, and no others.
    public ClientBuilder<C> sharedHttpClient(HttpClient client) {
        http = Optional.of(client);
        isShared = true;
        return this;
    }

    /// Sends by another HTTP client than the JDK's. Closing the built client closes it too.
    public ClientBuilder<C> sender(HttpSender own) {
        sender = Optional.of(own);
        return this;
    }

    /// How calls are made again while the service is away; default [RetryPolicy#DEFAULT].
    public ClientBuilder<C> retries(RetryPolicy policy) {
        retries = policy;
        return this;
    }

    /// Whose time pauses and heartbeats go by; default that of the system. For tests.
    public ClientBuilder<C> ticker(Ticker time) {
        ticker = time;
        return this;
    }

    /// What spreads pauses in time; for tests.
    ClientBuilder<C> chance(RandomGenerator dice) {
        chance = dice;
        return this;
    }

    public C build() {
        Wire wire = wire();
        Retrier retrier = new Retrier(retries, new Endpoints(urls), ticker, chance, wire.closed());
        return finish.apply(new Transport(wire, retrier, requestIds, Optional.empty()));
    }

    private Wire wire() {
        if (http.isPresent()) return new JdkWire(http.get(), requestTimeout, isShared ? Closing.ofShared() : Closing.ofOwned(http.get()));
        if (sender.isPresent()) return new SenderWire(sender.get(), requestTimeout);
        HttpClient client = newHttpClient();
        return new JdkWire(client, requestTimeout, Closing.ofOwned(client));
    }

    /// HTTP/1.1, because offering an upgrade to HTTP/2 costs each new connection a detour.
    ///
    /// The inner steps of a call are taken by whichever thread comes to them, mostly the one that watches the connections. They are
    /// short and wait for nothing: bodies are byte arrays, and callers wait for the whole answer on threads of their own. Measured
    /// with 3 callers on 2 cores: 73 µs of processor time a call, against 105 with a virtual thread for each step. The pool of the
    /// JDK's own makes a third fewer calls than that, and lost an answer now and then ("header parser received no bytes"). Where
    /// there is something to encrypt each step has a virtual thread.
    private HttpClient newHttpClient() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        boolean isPlain = urls.stream().allMatch(url -> url.getScheme().equals("http"));
        if (isPlain) client.executor(Runnable::run).sslContext(trustingNobody());
        else client.executor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("willow-client-", 0).factory()));
        if (!isPlain) sslContext.ifPresent(client::sslContext);
        return client.build();
    }

    /// Without a word the HTTP client reads the machine's certificates when it is made, which takes longer than a call.
    private static SSLContext trustingNobody() {
        try {
            SSLContext nobody = SSLContext.getInstance("TLS");
            nobody.init(new KeyManager[0], new TrustManager[0], null);
            return nobody;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has TLS", missing);
        }
    }

    private static Duration positive(Duration timeout) {
        if (!timeout.isPositive()) throw new IllegalArgumentException("a time-out must be positive: " + timeout);
        return timeout;
    }
}
