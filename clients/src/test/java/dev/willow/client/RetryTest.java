package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.time.ManualTicker;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryTest {
    private static final Told AWAY = new Told(503, Map.of(), "");
    private static final Told NOTHING = new Told(204, Map.of(), "");
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final String KEY = "idempotency-key";

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void a_call_is_made_again_after_a_pause_until_the_service_is_back() throws Exception {
        try (FakeService service = awayFor(2, new Told(200, Map.of(), "[]")); WillowClient client = willow(service.uri())) {
            CompletableFuture<?> queues = inBackground(client::queues);
            ticker.advance(ticker.awaitAlarms(1));
            ticker.advance(ticker.awaitAlarms(1));
            assertThat(queues.get(30, TimeUnit.SECONDS)).isEqualTo(List.of());
            assertThat(service.calls()).hasSize(3);
        }
    }

    @Test
    void a_change_carries_one_key_through_all_its_tries_and_the_next_change_another() throws Exception {
        try (FakeService service = awayFor(1, NOTHING); WillowClient client = willow(service.uri())) {
            CompletableFuture<?> deleted = inBackground(() -> delete(client, "a"));
            ticker.advance(ticker.awaitAlarms(1));
            deleted.get(30, TimeUnit.SECONDS);
            List<Asked> calls = service.calls();
            assertThat(calls).hasSize(2);
            assertThat(calls.get(0).headers().get(KEY)).isNotEmpty().isEqualTo(calls.get(1).headers().get(KEY));
            delete(client, "a");
            assertThat(service.onlyCall().headers().get(KEY)).isNotEqualTo(calls.getFirst().headers().get(KEY));
        }
    }

    @Test
    void what_may_be_done_twice_carries_no_key() {
        try (FakeService service = FakeService.answering(200, "[]")) {
            LimiterClient client = LimiterClient.builder(service.uri()).build();
            client.heartbeatLeases(List.of("a"));
            assertThat(service.onlyCall().headers()).doesNotContainKey(KEY);
            client.change(counter(Optional.empty()), Duration.ZERO);
            assertThat(service.onlyCall().headers()).containsKey(KEY);
        }
    }

    /// A lease is added but once without it; but a copy of the call that comes after the removal would add it again.
    @Test
    void the_addition_of_a_lease_carries_a_key_too() {
        try (FakeService service = FakeService.answering(200, "[]")) {
            LimiterClient client = LimiterClient.builder(service.uri()).build();
            client.change(counter(Optional.of(new Lease("lease", Duration.ZERO))), Duration.ZERO);
            assertThat(service.onlyCall().headers()).containsKey(KEY);
        }
    }

    @Test
    void without_retries_every_failure_reaches_the_caller_and_no_key_is_made() {
        try (FakeService service = FakeService.answering(503, "");
                WillowClient client = WillowClient.builder(service.uri()).retries(RetryPolicy.NONE).build()) {
            catchThrowableOfType(UnavailableException.class, () -> client.deleteQueue("a"));
            assertThat(service.onlyCall().headers()).doesNotContainKey(KEY);
        }
    }

    @Test
    void a_refusal_is_never_asked_again() {
        for (int status : List.of(400, 404, 409, 422, 500))
            try (FakeService service = FakeService.answering(status, ""); WillowClient client = willow(service.uri())) {
                catchThrowableOfType(ClientException.class, client::queues);
                service.onlyCall();
            }
    }

    @Test
    void when_the_patience_is_used_up_the_last_failure_reaches_the_caller() throws Exception {
        try (FakeService service = FakeService.answering(503, "")) {
            WillowClient client = WillowClient.builder(service.uri()).ticker(ticker).chance(() -> 0)
                    .retries(new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(80), Duration.ofMillis(80))).build();
            CompletableFuture<?> failure = inBackground(() -> catchThrowableOfType(UnavailableException.class, client::queues));
            assertThat(ticker.awaitAlarms(1)).isEqualTo(Duration.ofMillis(40));
            ticker.advance(Duration.ofMillis(40));
            assertThat(ticker.awaitAlarms(1)).isEqualTo(Duration.ofMillis(40));
            ticker.advance(Duration.ofMillis(40));
            assertThat(ticker.awaitAlarms(1)).isEqualTo(Duration.ofMillis(20));
            ticker.advance(Duration.ofMillis(20));
            assertThat(failure.get(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(service.calls()).hasSize(4);
        }
    }

    @Test
    void a_waiting_call_asks_only_for_what_is_left_of_its_wait() throws Exception {
        try (FakeService service = awayFor(1, NOTHING); WillowClient client = willow(service.uri())) {
            CompletableFuture<?> item = inBackground(() -> client.dequeue("a", DequeueRequest.ANY, Duration.ofSeconds(3)));
            Duration pause = ticker.awaitAlarms(1);
            ticker.advance(pause);
            item.get(30, TimeUnit.SECONDS);
            assertThat(service.calls()).extracting(Asked::target).containsExactly(
                    "/v1/queues/a/channels/items/dequeue?wait=3000000000",
                    "/v1/queues/a/channels/items/dequeue?wait=" + (3_000_000_000L - pause.toNanos()));
        }
    }

    /// Asking once would leave the try before in line, where it may be granted what nobody knows of.
    @Test
    void a_call_whose_try_before_may_be_in_line_does_not_ask_once_though_its_wait_is_over() throws Exception {
        try (FakeService service = awayFor(1, NOTHING); WillowClient client = willow(service.uri())) {
            CompletableFuture<?> item = inBackground(() -> client.dequeue("a", DequeueRequest.ANY, Duration.ofMillis(1)));
            ticker.advance(ticker.awaitAlarms(1));
            item.get(30, TimeUnit.SECONDS);
            assertThat(service.calls()).extracting(Asked::target).containsExactly(
                    "/v1/queues/a/channels/items/dequeue?wait=1000000", "/v1/queues/a/channels/items/dequeue?wait=2000000000");
        }
    }

    @Test
    void of_several_urls_the_one_that_answers_is_found_without_a_pause_and_kept() {
        try (FakeService away = FakeService.answering(503, ""); FakeService there = FakeService.answering(200, "[]")) {
            WillowClient client = WillowClient.builder(NOBODY, away.uri(), there.uri()).ticker(ticker).build();
            client.queues();
            client.queues();
            assertThat(away.calls()).hasSize(1);
            assertThat(there.calls()).hasSize(2);
        }
    }

    @Test
    void closing_the_client_ends_a_pause_and_interrupting_its_thread_does_too() throws Exception {
        try (FakeService service = FakeService.answering(503, "")) {
            WillowClient client = willow(service.uri());
            CompletableFuture<ClientException> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(
                    () -> outcome.complete(catchThrowableOfType(ClientException.class, client::queues)));
            ticker.awaitAlarms(1);
            caller.interrupt();
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedCallException.class);

            CompletableFuture<?> closed = inBackground(() -> catchThrowableOfType(UnavailableException.class, client::queues));
            ticker.awaitAlarms(1);
            client.close();
            assertThat(closed.get(30, TimeUnit.SECONDS)).isNotNull();
            ticker.awaitAlarms(0);
        }
    }

    /// The end of a wait is kept for no key, so a try that is long on its way would be let in after its caller was told no.
    @Test
    void a_call_that_did_not_fit_in_its_wait_asks_once_more_with_its_key_where_a_try_before_was_lost() throws Exception {
        String full = "{\"type\":\"urn:willow:problem:limit-reached\",\"title\":\"A limit is reached\",\"status\":409}";
        for (int last : List.of(409, 200))
            try (FakeService service = inTurn(AWAY, new Told(409, Map.of(), full), new Told(last, Map.of(), last == 200 ? "{}" : full));
                    LimiterClient client = LimiterClient.builder(service.uri()).ticker(ticker).build()) {
                CompletableFuture<?> outcome = inBackground(() -> catchThrowableOfType(
                        NotGrantedException.class, () -> client.change(counter(Optional.of(new Lease("a", Duration.ZERO))), Duration.ofSeconds(9))));
                ticker.advance(ticker.awaitAlarms(1));
                assertThat(outcome.get(30, TimeUnit.SECONDS) == null).as("granted").isEqualTo(last == 200);
                List<Asked> calls = service.calls();
                assertThat(calls).hasSize(3).last().extracting(Asked::target).isEqualTo("/v1/limiter/counters?wait=0");
                assertThat(calls).extracting(call -> call.headers().get(KEY)).containsOnly(calls.getFirst().headers().get(KEY));
            }
    }

    @Test
    void a_call_that_did_not_fit_in_its_wait_is_over_where_no_try_was_lost() {
        try (FakeService service = FakeService.answering(409, ""); LimiterClient client = LimiterClient.builder(service.uri()).build()) {
            assertThat(catchThrowableOfType(ClientException.class, () -> client.change(counter(Optional.empty()), Duration.ofSeconds(9)))).isNotNull();
            service.onlyCall();
        }
    }

    private WillowClient willow(URI uri) {
        return WillowClient.builder(uri).ticker(ticker).build();
    }

    private static FakeService awayFor(int calls, Told then) {
        AtomicInteger left = new AtomicInteger(calls);
        return FakeService.answering(asked -> left.getAndDecrement() > 0 ? AWAY : then);
    }

    private static FakeService inTurn(Told... answers) {
        Iterator<Told> next = List.of(answers).iterator();
        return FakeService.answering(asked -> next.next());
    }

    private static boolean delete(WillowClient client, String queue) {
        client.deleteQueue(queue);
        return true;
    }

    private static CounterSpec counter(Optional<Lease> lease) {
        return CounterSpec.of(KeyValues.of("repo", Value.text("willow")), 1, lease);
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
    }
}
