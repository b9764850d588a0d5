package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.willow.testing.tls.ThrowAwayAuthority;
import dev.willow.testing.tls.ThrowAwayAuthority.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    @TempDir
    private static Path folder;

    private static ThrowAwayAuthority authority;
    private static Identity client;
    private static HttpsServer service;

    /// A service that lets nobody in who shows no certificate.
    @BeforeAll
    static void start() throws Exception {
        authority = new ThrowAwayAuthority(folder);
        client = authority.certify("client");
        Identity server = authority.certify("server");
        SSLContext context = Tls.trusting(authority.certificate()).identifiedBy(server.certificate(), server.privateKey()).toContext();
        service = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters needed = context.getDefaultSSLParameters();
                needed.setNeedClientAuth(true);
                parameters.setSSLParameters(needed);
            }
        });
        service.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("[]".getBytes());
            }
        });
        service.start();
    }

    @AfterAll
    static void stop() {
        service.stop(0);
    }

    @Test
    void a_client_that_trusts_the_service_and_shows_a_certificate_is_served() {
        Tls tls = Tls.trusting(authority.certificate()).identifiedBy(client.certificate(), client.privateKey());
        try (WillowClient willow = with(tls)) {
            assertThat(willow.queues()).isEmpty();
        }
    }

    @Test
    void a_client_without_a_certificate_is_not_served() {
        try (WillowClient willow = with(Tls.trusting(authority.certificate()))) {
            assertThatThrownBy(willow::queues).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void a_service_that_nobody_certified_is_not_talked_to() {
        try (WillowClient willow = with(Tls.ofSystem().identifiedBy(client.certificate(), client.privateKey()))) {
            assertThatThrownBy(willow::queues).isInstanceOf(UnavailableException.class).hasMessageContaining("certification path");
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(Tls.trusting(missing)::toContext).hasMessage(missing + " cannot be read");
    }

    @Test
    void a_file_without_a_certificate_is_named() {
        assertThatThrownBy(Tls.trusting(client.privateKey())::toContext)
                .hasMessage(client.privateKey() + " holds no certificate (BEGIN CERTIFICATE)");
    }

    @Test
    void a_file_without_a_key_is_named() {
        assertThatThrownBy(Tls.ofSystem().identifiedBy(client.certificate(), client.certificate())::toContext)
                .hasMessage(client.certificate() + " holds no private key (BEGIN PRIVATE KEY)");
    }

    @Test
    void a_key_of_an_older_form_comes_with_the_command_that_converts_it() throws Exception {
        Path older = Files.writeString(folder.resolve("older.pem"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        assertThatThrownBy(Tls.ofSystem().identifiedBy(client.certificate(), older)::toContext)
                .hasMessageContaining("EC PRIVATE KEY").hasMessageContaining("openssl pkcs8 -topk8 -nodes -in " + older);
    }

    @Test
    void a_damaged_certificate_is_named() throws Exception {
        Path damaged = Files.writeString(folder.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(Tls.trusting(damaged)::toContext).hasMessageContaining(damaged.toString()).hasMessageContaining("cannot be read");
    }

    private static WillowClient with(Tls tls) {
        return WillowClient.builder(URI.create("https://127.0.0.1:" + service.getAddress().getPort()))
                .sslContext(tls.toContext()).retries(RetryPolicy.NONE).build();
    }
}
