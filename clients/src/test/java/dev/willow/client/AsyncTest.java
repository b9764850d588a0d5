package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.time.Ticker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncTest {
    private static final int END_OF_STREAM = -1;

    @AutoClose
    private ServerSocket silent;

    @AutoClose
    private WillowClient waiting;

    @BeforeEach
    void aServiceThatSaysNothing() throws Exception {
        silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        waiting = WillowClient.builder(URI.create("http://127.0.0.1:" + silent.getLocalPort())).build();
    }

    @Test
    void calls_go_on_side_by_side_and_their_answers_can_be_combined() throws Exception {
        try (FakeService service = FakeService.answering(200, "[]");
                WillowClient willow = WillowClient.builder(service.uri()).build()) {
            CompletableFuture<List<Queue>> one = willow.async(WillowClient::queues);
            CompletableFuture<Integer> both = one.thenCombine(willow.async(WillowClient::queues), (a, b) -> a.size() + b.size());
            assertThat(both.get()).isZero();
            assertThat(service.calls()).hasSize(2);
        }
    }

    @Test
    void a_refusal_completes_the_future_with_what_the_call_throws() {
        try (FakeService service = FakeService.answering(404, "{\"type\": \"unknown-queue\", \"status\": 404, \"detail\": \"no such\"}");
                WillowClient willow = WillowClient.builder(service.uri()).build()) {
            assertThatThrownBy(willow.async(client -> client.queue("builds"))::get)
                    .isInstanceOf(ExecutionException.class).cause().isInstanceOf(RejectedException.class).hasMessageContaining("no such");
        }
    }

    @Test
    void cancelling_leaves_the_line() throws Exception {
        CompletableFuture<?> item = waiting.async(client -> client.dequeue("builds", DequeueRequest.ANY, Duration.ofMinutes(1)));
        try (Socket connection = asked()) {
            item.cancel(false);
            awaitHangUp(connection);
        }
    }

    @Test
    void a_future_that_times_out_leaves_the_line() throws Exception {
        CompletableFuture<?> item = waiting.async(client -> client.dequeue("builds", DequeueRequest.ANY, Duration.ofMinutes(1)));
        try (Socket connection = asked()) {
            assertThatThrownBy(item.orTimeout(1, TimeUnit.MILLISECONDS)::get).cause().isInstanceOf(TimeoutException.class);
            awaitHangUp(connection);
        }
    }

    @Test
    void a_call_that_is_given_up_before_it_begins_is_never_made() {
        List<Runnable> started = new ArrayList<>();
        List<String> made = new ArrayList<>();
        Async.call(startingLater(started), "client", made::add).cancel(false);
        started.getFirst().run();
        assertThat(made).isEmpty();
    }

    @Test
    void what_is_chained_to_an_answer_does_not_run_on_an_interrupted_thread() {
        List<Runnable> started = new ArrayList<>();
        CompletableFuture<String> answer = Async.call(startingLater(started), "client", client -> client);
        CompletableFuture<Boolean> interrupted = answer.thenApply(client -> Thread.currentThread().isInterrupted());
        started.getFirst().run();
        assertThat(interrupted).isCompletedWithValue(false);
    }

    private static Ticker startingLater(List<Runnable> started) {
        return new Ticker() {
            @Override
            public long nanos() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Alarm after(Duration delay, Runnable task) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void start(String name, Runnable task) {
                started.add(task);
            }
        };
    }

    private Socket asked() throws Exception {
        Socket connection = silent.accept();
        assertThat(connection.getInputStream().read()).isEqualTo('P');
        return connection;
    }

    /// Reads what is left of the request; the end comes when the client closes the connection.
    private static void awaitHangUp(Socket connection) throws Exception {
        int read = 0;
        while (read != END_OF_STREAM) read = connection.getInputStream().read();
    }
}
