package dev.willow.testing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProxyTest {
    private ServerSocket service;
    private TcpProxy proxy;
    private Thread doorman;

    @BeforeEach
    void startAnEcho() throws IOException {
        service = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.to(service.getLocalPort());
        doorman = Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    Socket caller = service.accept();
                    Thread.ofPlatform().daemon().start(() -> echo(caller));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /// Whoever stands in the door when it is closed may let one more in: nobody is there only when he has gone.
    private void endTheService() throws Exception {
        service.close();
        doorman.join();
    }

    private static void echo(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException broken) {
            // the caller is gone
        }
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        endTheService();
    }

    @Test
    void it_passes_on_what_both_sides_say_and_counts_who_is_connected() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(echoed(client, 8)).isEqualTo(8);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void it_delays_answers_by_at_least_as_much_as_it_was_told() throws IOException {
        try (Socket client = connect()) {
            proxy.delayAnswers(Duration.ofMillis(50));
            long begun = System.nanoTime();
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void it_delays_requests_by_at_least_as_much_as_it_was_told() throws IOException {
        try (Socket client = connect()) {
            proxy.delayRequests(Duration.ofMillis(50));
            long begun = System.nanoTime();
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void it_cuts_off_what_is_being_said_until_it_is_told_to_pass_it_whole() throws IOException {
        proxy.cutAnswersAfter(2);
        assertThat(echoedOf("five!")).isEqualTo("fi");
        proxy.passWhole();
        assertThat(echoedOf("five!")).isEqualTo("five!");
        proxy.cutRequestsAfter(0);
        assertThat(echoedOf("five!")).isEmpty();
    }

    /// What came back of a sentence, whole or until the connection ended.
    private String echoedOf(String said) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readNBytes(said.length()), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void it_leads_new_connections_to_another_port_when_the_service_has_moved_there() throws IOException {
        proxy.leadTo(1); // nobody is there
        assertThatThrownBy(() -> echoedOf("hello")).isInstanceOf(IOException.class);
        proxy.leadTo(service.getLocalPort());
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void it_cuts_connections_off_and_lets_new_ones_through() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 7);
            proxy.cut();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            assertThat(proxy.connections()).isZero();
        }
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
        }
    }

    @RepeatedTest(20)
    void it_lets_nobody_connect_until_it_is_told_to_accept_again_at_the_same_port() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.accept();
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void a_service_that_is_not_there_shows_as_a_connection_that_breaks() throws Exception {
        endTheService();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> {
                if (client.getInputStream().read() < 0) throw new IOException("closed");
            }).isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static int echoed(Socket client, int what) throws IOException {
        client.getOutputStream().write(what);
        return client.getInputStream().read();
    }
}
