package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransportTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_service_that_nobody_runs_is_unavailable_and_nothing_has_happened() throws IOException {
        URI nobody;
        try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closedSoon.getLocalPort());
        }
        try (WillowClient client = WillowClient.builder(nobody).retries(RetryPolicy.NONE).build()) {
            UnavailableException refused = catchThrowableOfType(UnavailableException.class, client::queues);
            assertThat(refused).hasMessageContaining(nobody.toString()).hasMessageContaining("cannot be reached");
            assertThat(refused.isEffectUnknown()).isFalse();
            assertThat(refused.isRetryable()).isTrue();
        }
    }

    @Test
    void an_answer_that_never_comes_ends_with_the_time_out_and_an_unknown_effect() throws IOException {
        try (ServerSocket silent = listening();
                WillowClient client = WillowClient.builder(uriOf(silent)).requestTimeout(SHORT)
                        .retries(RetryPolicy.NONE).build()) {
            UnavailableException late = catchThrowableOfType(UnavailableException.class, client::queues);
            assertThat(late).hasMessageContaining("did not answer within");
            assertThat(late.isEffectUnknown()).isTrue();
        }
    }

    @Test
    void an_answer_that_breaks_off_in_its_body_ends_with_the_time_out() throws Exception {
        try (ServerSocket server = listening();
                WillowClient client = WillowClient.builder(uriOf(server)).requestTimeout(SHORT)
                        .retries(RetryPolicy.NONE).build()) {
            Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n["));
            assertThat(catchThrowableOfType(UnavailableException.class, client::queues))
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void a_waiting_call_may_take_as_long_as_it_asked_to_wait() {
        try (FakeService service = FakeService.answering(204, "");
                WillowClient client = WillowClient.builder(service.uri()).requestTimeout(Duration.ofNanos(1))
                        .retries(RetryPolicy.NONE).build()) {
            assertThat(client.dequeue("builds", DequeueRequest.ANY, LONG)).isEmpty();
            catchThrowableOfType(UnavailableException.class, () -> client.dequeue("builds", DequeueRequest.ANY, Duration.ZERO));
        }
    }

    @Test
    void an_interrupt_ends_a_waiting_call_and_closes_its_connection() throws Exception {
        try (ServerSocket server = listening(); LockerClient client = LockerClient.builder(uriOf(server)).build()) {
            CompletableFuture<ClientException> outcome = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                outcome.complete(catchThrowableOfType(InterruptedCallException.class, () -> client.acquire(aLock(), LONG)));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            try (Socket connection = server.accept()) {
                connection.setSoTimeout((int) LONG.toMillis());
                assertThat(connection.getInputStream().read()).isPositive(); // it has asked, and waits
                caller.interrupt();
                assertThat(outcome.get(30, TimeUnit.SECONDS)).isNotNull();
                assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
                while (connection.getInputStream().read() >= 0) { } // returns only when the caller has hung up
            }
        }
    }

    @Test
    void closing_the_client_ends_calls_that_wait() throws Exception {
        try (ServerSocket server = listening(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LockerClient client = LockerClient.builder(uriOf(server)).build();
            Future<UnavailableException> outcome = threads.submit(
                    () -> catchThrowableOfType(UnavailableException.class, () -> client.acquire(aLock(), LONG)));
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().read()).isPositive();
                client.close();
                assertThat(outcome.get(30, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void closing_a_client_ends_its_calls_over_a_shared_http_client_and_leaves_those_of_others() throws Exception {
        try (HttpClient shared = HttpClient.newHttpClient();
                FakeService service = FakeService.answering(200, "[]");
                WillowClient other = WillowClient.builder(service.uri()).sharedHttpClient(shared).build();
                ServerSocket server = listening(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LockerClient client = LockerClient.builder(uriOf(server)).sharedHttpClient(shared).build();
            Future<UnavailableException> outcome = threads.submit(
                    () -> catchThrowableOfType(UnavailableException.class, () -> client.acquire(aLock(), LONG)));
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().read()).isPositive();
                client.close();
                assertThat(outcome.get(30, TimeUnit.SECONDS)).hasMessageContaining("the client was closed");
            }
            assertThat(catchThrowableOfType(UnavailableException.class, client::checkHealth)).hasMessageContaining("the client was closed");
            assertThat(other.queues()).isEmpty();
        }
    }

    @Test
    void one_caller_uses_one_connection_and_eight_use_no_more_than_eight() throws Exception {
        try (FakeService service = FakeService.answering(200, "[]");
                WillowClient client = WillowClient.builder(service.uri()).build()) {
            for (int i = 0; i < 200; i++) client.queues();
            assertThat(connectionsOf(service)).isEqualTo(1);

            CountDownLatch together = new CountDownLatch(8);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int caller = 0; caller < 8; caller++)
                    threads.submit(() -> {
                        together.countDown();
                        together.await();
                        for (int i = 0; i < 100; i++) client.queues();
                        return null;
                    });
            }
            assertThat(connectionsOf(service)).isBetween(1L, 8L);
        }
    }

    @Test
    void the_request_id_comes_from_the_call_or_else_from_the_provider_or_else_from_the_service() {
        Map<String, String> made = Map.of("X-Request-ID", "made-there");
        try (FakeService service = FakeService.answering(asked -> new FakeService.Told(404, made, ""))) {
            WillowClient plain = WillowClient.builder(service.uri()).build();
            RejectedException refused = catchThrowableOfType(RejectedException.class, plain::queues);
            assertThat(service.onlyCall().headers()).doesNotContainKey("x-request-id");
            assertThat(refused.requestId()).contains("made-there");

            WillowClient passingOn = WillowClient.builder(service.uri()).requestIds(() -> Optional.of("served")).build();
            catchThrowableOfType(RejectedException.class, passingOn::queues);
            assertThat(service.onlyCall().headers()).containsEntry("x-request-id", "served");

            catchThrowableOfType(RejectedException.class, () -> passingOn.withRequestId("explicit").queues());
            assertThat(service.onlyCall().headers()).containsEntry("x-request-id", "explicit");
        }
    }

    @Test
    void an_idempotency_key_of_the_callers_is_sent_as_it_is() {
        try (FakeService service = FakeService.answering(200, "");
                LimiterClient client = LimiterClient.builder(service.uri()).build()) {
            client.withIdempotencyKey("once").deleteRule("a");
            assertThat(service.onlyCall().headers()).containsEntry("idempotency-key", "once");
        }
    }

    @Test
    void an_answer_of_a_newer_service_is_read_and_one_of_another_kind_is_not() {
        String newer = """
                [{"Spec": {"DBDefinition": {"Name": "builds"}, "Properties": {"MaxItems": 50, "Colour": "red"}},
                  "State": {"Channels": 1, "Waiting": 2, "Processing": 3, "Consumers": 4}, "Extra": []}]""";
        try (FakeService service = FakeService.answering(200, newer)) {
            assertThat(WillowClient.builder(service.uri()).build().queues().getFirst().state().waiting()).isEqualTo(2);
        }
        try (FakeService service = FakeService.answering(200, "<html>welcome</html>")) {
            WillowClient client = WillowClient.builder(service.uri()).build();
            assertThat(catchThrowableOfType(BrokenServiceException.class, client::queues)).hasMessageContaining("cannot be read");
        }
    }

    @Test
    void a_base_that_is_no_url_of_a_service_is_refused_when_building() {
        catchThrowableOfType(IllegalArgumentException.class, () -> WillowClient.builder(URI.create("localhost:8080")));
        catchThrowableOfType(IllegalArgumentException.class, () -> WillowClient.builder(URI.create("/v1")));
    }

    private static LockSpec aLock() {
        return LockSpec.of(KeyValues.of("branch", Value.text("main")), LockProperties.DEFAULT);
    }

    private static long connectionsOf(FakeService service) {
        return service.calls().stream().map(FakeService.Asked::clientPort).distinct().count();
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static URI uriOf(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Answers the first caller with these bytes and then keeps the connection open.
    private static void answer(ServerSocket server, String bytes) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
            while (connection.getInputStream().read() >= 0) { }
        } catch (IOException hungUp) {
            // the caller gave up, as it should
        }
    }
}
