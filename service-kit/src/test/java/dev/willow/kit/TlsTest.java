package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.HttpSender;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.Turns.Turn;
import dev.willow.kit.calls.ApacheSender;
import dev.willow.testing.network.TcpProxy;
import dev.willow.testing.tls.ThrowAwayAuthority;
import dev.willow.testing.tls.ThrowAwayAuthority.Identity;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// HTTPS, by both versions of HTTP.
@Timeout(120)
class TlsTest {
    @TempDir
    private static Path folder;

    private static ThrowAwayAuthority authority;
    private static Identity identity;
    private static SSLContext trusting;
    private static RunningTinyService service;

    @AutoClose
    private HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        authority = new ThrowAwayAuthority(folder);
        identity = authority.certify("tiny");
        trusting = trusting(authority.certificate());
        service = RunningTinyService.start("tls.certificate=" + identity.certificate(), "tls.private-key=" + identity.privateKey());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void connect() {
        client = HttpClient.newBuilder().sslContext(trusting).version(Version.HTTP_2).build();
    }

    @Test
    void both_versions_of_http_are_spoken() throws Exception {
        for (Version version : Version.values()) {
            HttpResponse<String> answer = client.send(name("x").version(version).build(), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("{\"Name\":\"x\"}");
        }
    }

    @Test
    void plain_http_is_not_spoken() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            plain.getOutputStream().write("GET /v1/names/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = plain.getInputStream();
            assertThat(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("\"Name\"");
        }
    }

    @Test
    void each_of_a_hundred_callers_in_a_row_who_reset_their_streams_of_one_connection_is_noticed() throws Exception {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<HttpResponse<String>> leaving = client.sendAsync(turn(), BodyHandlers.ofString());
            Turn left = service.turns().next();
            leaving.cancel(true);
            left.gaveUp().get(60, TimeUnit.SECONDS);
        }
    }

    @RepeatedTest(20)
    void a_caller_that_resets_its_stream_is_noticed_and_others_on_its_connection_are_not_disturbed() throws Exception {
        CompletableFuture<HttpResponse<String>> leaving = client.sendAsync(turn(), BodyHandlers.ofString());
        Turn left = service.turns().next();
        CompletableFuture<HttpResponse<String>> staying = client.sendAsync(turn(), BodyHandlers.ofString());
        Turn kept = service.turns().next();
        leaving.cancel(true);
        left.gaveUp().get(60, TimeUnit.SECONDS);
        assertThat(kept.gaveUp()).isNotDone();
        kept.answer().complete("yours");
        assertThat(staying.get(60, TimeUnit.SECONDS).body()).contains("yours");
    }

    @Test
    void what_is_granted_to_a_stream_that_is_reset_is_taken_back() throws Exception {
        CompletableFuture<HttpResponse<String>> leaving = client.sendAsync(turn(), BodyHandlers.ofString());
        Turn left = service.turns().next();
        leaving.cancel(true);
        left.gaveUp().get(60, TimeUnit.SECONDS);
        left.answer().complete("too late");
        assertThat(left.undone().get(60, TimeUnit.SECONDS)).isEqualTo("too late");
    }

    @Test
    void callers_whose_connection_breaks_are_noticed() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(service.port())) {
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                client.sendAsync(turn(proxy.port()), BodyHandlers.ofString());
                turns.add(service.turns().next());
            }
            proxy.refuse();
            for (Turn turn : turns) turn.gaveUp().get(60, TimeUnit.SECONDS);
        }
    }

    /// Without HTTP/2 the connection is all there is.
    @Test
    void a_caller_by_http_1_that_hangs_up_is_noticed() throws Exception {
        SSLSocket caller = (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), service.port());
        caller.getOutputStream().write("POST /v1/turns HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Turn turn = service.turns().next();
        caller.close();
        turn.gaveUp().get(60, TimeUnit.SECONDS);
    }

    @Test
    void hundreds_who_wait_on_one_connection_keep_nobody_from_being_heard() throws Exception {
        List<Turn> turns = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(client.sendAsync(turn(), BodyHandlers.ofString()));
            turns.add(service.turns().next());
        }
        assertThat(client.send(name("heard").build(), BodyHandlers.ofString()).body()).contains("heard");
        for (Turn turn : turns) {
            turn.answer().complete("at last");
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void who_shows_no_certificate_is_not_served_where_one_is_required() {
        try (RunningTinyService strict = RunningTinyService.start("tls.certificate=" + identity.certificate(),
                "tls.private-key=" + identity.privateKey(), "tls.trusted=" + authority.certificate(), "tls.client-auth=required")) {
            assertThatThrownBy(() -> client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + strict.port() + "/v1/names/x")).build(), BodyHandlers.ofString()))
                    .hasMessageContaining("certificate");
        }
    }

    @Test
    void who_shows_no_certificate_is_served_where_one_is_wanted() throws Exception {
        try (RunningTinyService kind = RunningTinyService.start("tls.certificate=" + identity.certificate(),
                "tls.private-key=" + identity.privateKey(), "tls.trusted=" + authority.certificate(), "tls.client-auth=wanted")) {
            assertThat(client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + kind.port() + "/v1/names/x")).build(), BodyHandlers.ofString())
                    .statusCode()).isEqualTo(200);
        }
    }

    @Test
    void services_call_whom_they_were_told_to_trust_or_else_whom_this_machine_trusts() throws Exception {
        HttpSender.Request call = new HttpSender.Request(
                "GET", URI.create("https://127.0.0.1:" + service.port() + "/v1/names/x"), Map.of(), Optional.empty(), Duration.ofSeconds(30));
        try (ApacheSender told = new ApacheSender(Duration.ofSeconds(30), Optional.of(trusting));
                ApacheSender notTold = new ApacheSender(Duration.ofSeconds(30), Optional.empty())) {
            assertThat(told.<String>send(call, (head, body) -> head.status() + " " + body.readAllBytes().length)).startsWith("200 ");
            assertThatThrownBy(() -> notTold.send(call, (head, _) -> head.status())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static HttpRequest.Builder name(String name) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + "/v1/names/" + name));
    }

    private static HttpRequest turn() {
        return turn(service.port());
    }

    private static HttpRequest turn(int port) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v1/turns")).POST(BodyPublishers.noBody()).build();
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("authority", (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
