package dev.willow.kit.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.HttpSender;
import dev.willow.common.time.ManualTicker;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a call meets at a server that speaks HTTP by hand.
@Timeout(60)
class ApacheSenderTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";

    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @AutoClose
    private final ApacheSender sender = new ApacheSender(LONG, Optional.empty());

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket connection : connections) connection.close();
    }

    @Test
    void a_request_is_sent_as_it_was_said_and_its_connection_is_used_again() throws Exception {
        nextConnection(OK + "X-Next-Cursor: more\r\n\r\n[]", OK + "\r\n[]");
        assertThat(send("DELETE", Optional.of("{}"), LONG)).isEqualTo("200 more []");
        assertThat(requests.take()).startsWith("DELETE /v1/a%20b HTTP/1.1\r\n")
                .contains("\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n", "\r\nX-Request-ID: follow-me\r\n", "\r\nContent-Length: 2\r\n")
                .doesNotContainIgnoringCase("accept-encoding").doesNotContainIgnoringCase("user-agent").doesNotContainIgnoringCase("connection");
        assertThat(send("GET", Optional.empty(), LONG)).isEqualTo("200 none []");
        assertThat(requests.take().lines()).describedAs("all that is sent").filteredOn(line -> !line.isEmpty()).hasSize(3)
                .contains("GET /v1/a%20b HTTP/1.1", "X-Request-ID: follow-me");
        assertThat(connections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n"})
    void every_status_is_an_answer_and_nothing_is_sent_twice(String answer) throws Exception {
        nextConnection(answer);
        assertThat(send("POST", Optional.of("{}"), LONG)).startsWith(answer.substring(9, 12));
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n\r\n", OK + "\r\n[", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]\r\n0\r\n\r\n"})
    void what_is_no_whole_answer_fails_and_is_not_asked_for_again(String answer) throws Exception {
        nextConnection(answer);
        CompletableFuture<String> call = sending(LONG);
        assertThat(requests.take()).startsWith("POST");
        connections.take().shutdownOutput();
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOf(IOException.class).isNotInstanceOf(ConnectException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void a_service_that_is_not_there_is_told_apart_from_one_that_does_not_answer() throws Exception {
        nextConnection("");
        assertThatThrownBy(() -> send("POST", Optional.of("{}"), Duration.ofMillis(50)))
                .isInstanceOf(IOException.class).isNotInstanceOf(ConnectException.class);
        server.close();
        assertThatThrownBy(() -> send("POST", Optional.of("{}"), LONG)).isInstanceOf(ConnectException.class);
    }

    @Test
    void an_answer_may_take_long_as_long_as_something_comes_and_is_left_when_nothing_does() throws Exception {
        ManualTicker time = new ManualTicker();
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        nextConnection("");
        try (ApacheSender timed = new ApacheSender(LONG, Optional.empty(), time)) {
            CompletableFuture<String> call = sending(() -> timed.send(request("GET", Optional.empty(), LONG), (_, body) -> {
                for (int next = body.read(); next >= 0; next = body.read()) heard.add(next);
                return "all of it";
            }));
            requests.take();
            Socket connection = connections.take();
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                connection.getOutputStream().write(i);
                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
                time.advance(LONG.minusMillis(1));
                assertThat(call).isNotDone();
            }
            time.advance(Duration.ofMillis(1));
            assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
                    .cause().isInstanceOf(SocketTimeoutException.class).hasMessage("nothing came for PT30S");
            assertThat(isClosed(connection)).isTrue();
        }
    }

    @Test
    void a_call_that_is_over_is_not_looked_after_any_more() throws Exception {
        ManualTicker time = new ManualTicker();
        nextConnection(OK + "\r\n[]", OK + "\r\n[]");
        try (ApacheSender timed = new ApacheSender(LONG, Optional.empty(), time)) {
            for (int i = 0; i < 2; i++) {
                String said = timed.send(request("GET", Optional.empty(), LONG), (_, body) -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
                assertThat(said).isEqualTo("[]");
                time.advance(LONG.multipliedBy(2));
            }
            assertThat(connections).describedAs("used for both").hasSize(1);
        }
    }

    @Test
    void closing_ends_calls_that_are_under_way_and_refuses_later_ones() throws Exception {
        nextConnection("");
        CompletableFuture<String> call = sending(LONG);
        requests.take();
        sender.close();
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send("GET", Optional.empty(), LONG)).isInstanceOf(IOException.class);
    }

    @Test
    void an_interrupt_ends_the_call_and_its_connection() throws Exception {
        nextConnection("");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                send("POST", Optional.of("{}"), LONG);
            } catch (IOException ended) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        requests.take();
        caller.interrupt();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(connections.take().getInputStream().read()).isEqualTo(-1);
    }

    private CompletableFuture<String> sending(Duration timeout) {
        return sending(() -> send("POST", Optional.of("{}"), timeout));
    }

    private interface Sending {
        String send() throws IOException;
    }

    private static CompletableFuture<String> sending(Sending sending) {
        CompletableFuture<String> sent = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                sent.complete(sending.send());
            } catch (IOException failed) {
                sent.completeExceptionally(failed);
            }
        });
        return sent;
    }

    private String send(String method, Optional<String> body, Duration timeout) throws IOException {
        return sender.send(request(method, body, timeout), (head, read) ->
                head.status() + " " + head.header("x-next-cursor").orElse("none") + " " + new String(read.readAllBytes(), StandardCharsets.UTF_8));
    }

    private HttpSender.Request request(String method, Optional<String> body, Duration timeout) {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/a%20b");
        return new HttpSender.Request(method, uri, Map.of("X-Request-ID", "follow-me"), body.map(text -> text.getBytes(StandardCharsets.UTF_8)), timeout);
    }

    /// Whether the other side is gone, in peace or not.
    private static boolean isClosed(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /// Accepts a connection, and gives one answer to each request on it.
    private void nextConnection(String... answers) {
        Thread.ofVirtual().start(() -> {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                for (String answer : answers) {
                    requests.add(request(connection.getInputStream()));
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException ended) {
                // with the test
            }
        });
    }

    private static String request(InputStream from) throws IOException {
        StringBuilder read = new StringBuilder();
        int length = 0;
        while (!read.toString().endsWith("\r\n\r\n")) {
            int next = from.read();
            if (next < 0) throw new IOException("the client has gone");
            read.append((char) next);
        }
        if (read.toString().contains("Content-Length: 2")) length = 2;
        from.readNBytes(length);
        return read.toString();
    }
}
