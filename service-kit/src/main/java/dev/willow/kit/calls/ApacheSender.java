package dev.willow.kit.calls;

import dev.willow.client.HttpSender;
import dev.willow.common.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// By Apache's blocking client: who calls sends and waits itself, on a virtual thread. The JDK's client hands each call from thread to
/// thread, which costs twice the processor time, and the services call each other for every item.
///
/// Everything that would send something else than was said, or send it again, is off.
public final class ApacheSender implements HttpSender {
    /// More than there are calls at a time; how many these are, others decide.
    private static final int MOST_CONNECTIONS = 10_000;
    /// The services close what rests for 75 s; who asked at that very moment would get no answer.
    private static final TimeValue LONGEST_REST = TimeValue.ofSeconds(30);
    /// What rested longer is looked at, because the other side may have gone.
    private static final TimeValue SHORTEST_DOUBT = TimeValue.ofMilliseconds(100);

    private final CloseableHttpClient http;
    private final Ticker ticker;

    /// @param connectTimeout how long it may take until there is a connection
    /// @param tls            whom to trust, and what certificate to show; empty: whom this machine trusts, and none
    public ApacheSender(Duration connectTimeout, Optional<SSLContext> tls) {
        this(connectTimeout, tls, Ticker.ofSystem());
    }

    ApacheSender(Duration connectTimeout, Optional<SSLContext> tls, Ticker ticker) {
        this.ticker = ticker;
        HttpClientBuilder client = HttpClientBuilder.create()
                .setConnectionManager(connections(connectTimeout, tls))
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                // It asks for what goes without saying, and has the service answer it with two more headers.
                .addRequestInterceptorLast((request, _, _) -> request.removeHeaders(HttpHeaders.CONNECTION))
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(Timeout.DISABLED).setProtocolUpgradeEnabled(false).build())
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "timed", ApacheSender::begin);
        http = client.build();
    }

    private static ClassicHttpResponse begin(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.originalRequest instanceof TimedCall call) call.begin();
        return chain.proceed(request, scope);
    }

    private static HttpClientConnectionManager connections(Duration connectTimeout, Optional<SSLContext> tls) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setValidateAfterInactivity(SHORTEST_DOUBT)
                        .setIdleTimeout(Timeout.of(LONGEST_REST.toDuration()))
                        .build());
        return connections.setTlsSocketStrategy(tls.<TlsSocketStrategy>map(DefaultClientTlsStrategy::new).orElse(new TrustOfThisMachine())).build();
    }

    @Override
    public <T> T send(Request request, Reader<T> reader) throws IOException {
        TimedCall call = new TimedCall(request, ticker);
        try {
            return http.execute(call, answer -> read(call, answer, reader));
        } catch (ConnectTimeoutException late) {
            ConnectException never = new ConnectException("no connection in time");
            never.initCause(late);
            throw never;
        } catch (IllegalStateException closed) {
            throw new IOException("the client was closed", closed);
        } catch (IOException failed) {
            throw call.isLate() ? nothingCame(request.timeout(), failed) : failed;
        } finally {
            call.end();
        }
    }

    private static IOException nothingCame(Duration timeout, IOException ended) {
        IOException late = new SocketTimeoutException("nothing came for " + timeout);
        late.initCause(ended);
        return late;
    }

    private static <T> T read(TimedCall call, ClassicHttpResponse answer, Reader<T> reader) throws IOException {
        Head head = new Head() {
            @Override
            public int status() {
                return answer.getCode();
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(answer.getFirstHeader(name)).map(Header::getValue);
            }
        };
        HttpEntity entity = answer.getEntity();
        if (entity == null) return reader.read(head, InputStream.nullInputStream());
        try (InputStream body = call.hearing(entity.getContent())) {
            return reader.read(head, body);
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}
